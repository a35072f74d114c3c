import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse, SiteId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { imageUploads, releases } from '../../src/server/db/schema/index.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { pruneImages } from '../../src/server/services/images/prune.ts';
import {
  connectAgent,
  deviceHeaders,
  makeKey,
  type TestAgent,
  type TestKey,
} from './support/agent.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';
import { dockerEntries, makeImage, tarOf } from '@nanoedge/archive/testing';

const site = parse(SiteId, 'demo', 'site');
const Uploaded = z.object({
  upload: z.string(),
  imageId: z.string(),
  reference: z.string(),
  architecture: z.string(),
  bytes: z.number(),
  manifest: z.unknown(),
  layers: z.array(z.object({ digest: z.string(), bytes: z.number() })),
  volumes: z.array(z.string()),
  setuid: z.nullable(z.array(z.string())),
});

let dashboard: RunningDashboard;
let admin: string;
let alice: string;
let entrance: TestAgent;
let closet: TestAgent;
let saved: Buffer;

const post = (body: Uint8Array, headers: Record<string, string>) =>
  fetch(`${dashboard.url}/api/images`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-tar', ...headers },
    body: Buffer.from(body),
  });

const incoming = (): Promise<string[]> => readdir(path.join(dashboard.home, 'images', 'incoming'));

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nanoedge-saved-'));
  await promisify(execFile)('docker', [
    'save',
    'nanoedge/presence-detection:0.1.0',
    '-o',
    path.join(folder, 'saved.tar'),
  ]);
  saved = await readFile(path.join(folder, 'saved.tar'));
  await rm(folder, { recursive: true });
  dashboard = await runDashboard();
  admin = await dashboard.signIn('admin');
  alice = await dashboard.signIn('alice');
  entrance = await connectAgent(dashboard.url, 'entrance');
  closet = await connectAgent(dashboard.url, 'closet');
});
afterAll(async () => {
  entrance.socket.disconnect();
  closet.socket.disconnect();
  await dashboard.stop();
});

describe('uploading an image', () => {
  it('answers with what the archive holds, as a body or as a file of a form', async () => {
    const answer = await post(saved, { cookie: admin });
    expect(answer.status).toBe(201);
    const image = Uploaded.parse(await answer.json());
    expect(image).toMatchObject({ reference: 'nanoedge/presence-detection:0.1.0' });
    const form = new FormData();
    form.append('file', new Blob([Buffer.from(saved)]), 'image.tar');
    const again = await fetch(`${dashboard.url}/api/images`, {
      method: 'POST',
      headers: { cookie: admin },
      body: form,
    });
    expect(again.status).toBe(201);
    expect(await again.json()).toEqual({ ...image, upload: expect.any(String) });
    const [row] = await dashboard.deps.db
      .select()
      .from(imageUploads)
      .where(eq(imageUploads.id, image.upload));
    expect(row).toMatchObject({
      imageId: image.imageId,
      layers: image.layers,
      bytes: image.bytes,
      reference: image.reference,
    });
  });

  it('is for administrators, and not for other sites', async () => {
    expect((await post(saved, {})).status).toBe(401);
    expect((await post(saved, { cookie: alice })).status).toBe(403);
    expect((await post(saved, { cookie: admin, origin: 'https://elsewhere.example' })).status).toBe(
      403,
    );
  });

  it('says what is wrong with an archive', async () => {
    const answer = await post(Buffer.from('no tar '.repeat(1000)), { cookie: admin });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      problem: { field: 'file', message: 'This is no tar archive.' },
    });
  });

  it('hears why it is refused while most of it is still on its way', async () => {
    const answer = await post(Buffer.alloc(12_000_000, 'no tar '), { cookie: admin });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ problem: { message: 'This is no tar archive.' } });
    expect((await post(Buffer.alloc(12_000_000, 'no tar '), {})).status).toBe(401);
    expect(await incoming()).toEqual([]);
  });

  it('leaves nothing when it is cut', async () => {
    const target = new URL('/api/images', dashboard.url);
    const upload = request(target, {
      method: 'POST',
      headers: {
        cookie: admin,
        'content-type': 'application/x-tar',
        'content-length': saved.length,
      },
    });
    upload.on('error', () => undefined);
    upload.write(saved.subarray(0, 1_500_000));
    await vi.waitFor(async () => expect(await incoming()).toHaveLength(1));
    upload.destroy();
    await vi.waitFor(async () => expect(await incoming()).toEqual([]));
  });
});

describe('fetching an image', () => {
  let image: z.infer<typeof Uploaded>;
  beforeAll(async () => {
    image = Uploaded.parse(await (await post(saved, { cookie: admin })).json());
    const { db } = dashboard.deps;
    const [row] = await db.select().from(imageUploads).where(eq(imageUploads.id, image.upload));
    if (row === undefined) throw new Error('no upload');
    const { imageId, layers, configBytes } = row;
    await db
      .update(releases)
      .set({ imageId, layers, configBytes, archived: true })
      .where(eq(releases.nanoservice, 'presence-detection'));
    await refreshDesired(dashboard.deps, site);
    await vi.waitFor(() => expect(entrance.desired).not.toEqual([]));
  });

  const get = (
    agent: { device: string; key: TestKey },
    digest: string,
    more: { range?: string; at?: number } = {},
  ) => {
    const url = `${dashboard.url}/api/agents/images/${digest}`;
    const said = { method: 'GET', url, ...(more.at === undefined ? {} : { at: more.at }) };
    return fetch(url, {
      headers: {
        ...deviceHeaders(agent, said),
        ...(more.range === undefined ? {} : { range: more.range }),
      },
    });
  };
  const bytesOf = async (response: Response): Promise<Buffer> =>
    Buffer.from(await response.arrayBuffer());
  const digestOf = (bytes: Buffer): string =>
    `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

  it('gives a device config and layers of what it should run, each under its digest', async () => {
    for (const digest of [image.imageId, ...image.layers.map((layer) => layer.digest)]) {
      const answer = await get(entrance, digest);
      const bytes = await bytesOf(answer);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-length')).toBe(String(bytes.length));
      expect(digestOf(bytes)).toBe(digest);
    }
  });

  it('goes on where a transfer ended', async () => {
    const { digest, bytes } = image.layers[1] ?? { digest: '', bytes: 0 };
    const whole = await bytesOf(await get(entrance, digest));
    const rest = await get(entrance, digest, { range: 'bytes=100000-' });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe(
      `bytes 100000-${String(bytes - 1)}/${String(bytes)}`,
    );
    expect(await bytesOf(rest)).toEqual(whole.subarray(100_000));
    const behind = await get(entrance, digest, { range: `bytes=${String(bytes)}-` });
    expect(behind.status).toBe(416);
    expect(behind.headers.get('content-range')).toBe(`bytes */${String(bytes)}`);
  });

  it('gives nothing that the device should not run, and nothing to who cannot sign', async () => {
    const layer = image.layers[0]?.digest ?? '';
    expect((await get(closet, layer)).status).toBe(404);
    expect((await get(entrance, `sha256:${'0'.repeat(64)}`)).status).toBe(404);
    expect((await get(entrance, 'sha256:short')).status).toBe(400);
    expect((await get({ device: 'entrance', key: makeKey() }, layer)).status).toBe(403);
    expect((await get(entrance, layer, { at: Date.now() - 6 * 60_000 })).status).toBe(403);
  });

  it('gives what a newer desired state names, at once', async () => {
    const made = await makeImage({ files: ['newer'] });
    const newer = Uploaded.parse(
      await (await post(await tarOf(dockerEntries(made)), { cookie: admin })).json(),
    );
    expect((await get(entrance, newer.imageId)).status).toBe(404);
    const { db } = dashboard.deps;
    const [row] = await db.select().from(imageUploads).where(eq(imageUploads.id, newer.upload));
    if (row === undefined) throw new Error('no upload');
    await db
      .update(releases)
      .set({
        imageId: row.imageId,
        layers: row.layers,
        configBytes: row.configBytes,
        archived: true,
      })
      .where(eq(releases.nanoservice, 'bluetooth-scanner'));
    await refreshDesired(dashboard.deps, site);
    expect((await get(entrance, newer.imageId)).status).toBe(200);
  });

  it('lasts as long as a release or a young upload names it', async () => {
    const made = await makeImage({ files: ['forgotten'] });
    const forgotten = Uploaded.parse(
      await (await post(await tarOf(dockerEntries(made)), { cookie: admin })).json(),
    );
    const blob = (digest: string) =>
      path.join(dashboard.home, 'images', digest.slice(7, 9), digest.slice(7));
    await pruneImages(dashboard.deps);
    await expect(readFile(blob(forgotten.imageId))).resolves.toBeInstanceOf(Buffer);
    await pruneImages({ ...dashboard.deps, now: () => Date.now() + 25 * 3_600_000 });
    await expect(readFile(blob(forgotten.imageId))).rejects.toThrow('ENOENT');
    expect((await get(entrance, image.imageId)).status).toBe(200);
    expect(await dashboard.deps.db.select().from(imageUploads)).toEqual([]);
  });
});
