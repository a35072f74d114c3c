import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bytes } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry, type TestRegistry } from '../../../../infra/test/support/registry.ts';
import { releases } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { preflight } from '../../src/server/services/deployments/preflight.ts';
import { BadInput } from '../../src/server/services/errors.ts';
import { openRegistries } from '../../src/server/registry/client.ts';
import { createRelease } from '../../src/server/services/nanoservices/create.ts';
import { getManifest } from '../../src/server/services/nanoservices/manifest.ts';
import { device, openWorld, site, type World } from './support/world.ts';

const source = 'nanoedge/presence-detection:0.1.0';
const options = { insecure: [], architecture: 'amd64' };
const resolveImage = (image: string, { insecure, architecture }: typeof options) =>
  openRegistries(insecure).resolve(image, [architecture], null);
const spec = {
  configSchema: null,
  defaultConfig: {},
  needs: [],
  volumes: [],
  limits: { memoryBytes: Bytes.parse(16_777_216), pids: 16 },
  roster: false,
  published: false,
};

let registry: TestRegistry;
let name: string;
let world: World;
let admin: Actor;

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();

/** Puts a document into the registry as somebody's builder would. */
const put = async (version: string, document: unknown, type: string): Promise<string> => {
  const body = JSON.stringify(document);
  const answer = await fetch(`http://${registry.host}/v2/team/blinker/manifests/${version}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': type },
  });
  expect(answer.status, await answer.text()).toBe(201);
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
};

const refusal = async (
  work: Promise<unknown>,
): Promise<{ field: string | null; message: string }> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  if (!(thrown instanceof BadInput)) throw new Error(`no refusal: ${String(thrown)}`);
  return thrown.detail;
};

beforeAll(async () => {
  registry = await startRegistry();
  name = `${registry.host}/team/blinker`;
  docker('tag', source, `${name}:1`);
  docker('push', `${name}:1`);
  docker('rmi', `${name}:1`);
  world = await openWorld();
  admin = await world.actor('admin');
});

afterAll(async () => {
  await world.close();
  await registry.stop();
});

describe('an image in a registry', () => {
  it('is described as the engine describes it, and pinned by its digest', async () => {
    const found = await resolveImage(`${name}:1`, options);
    expect(found).toMatchObject({
      imageId: docker('image', 'inspect', '-f', '{{.Id}}', source),
      architecture: 'amd64',
    });
    expect(found.layers.map(({ digest }) => digest)).toEqual(
      JSON.parse(docker('image', 'inspect', '-f', '{{json .RootFS.Layers}}', source)),
    );
    expect(found.bytes).toBeGreaterThan(500_000);
    expect(await resolveImage(found.image, options)).toEqual(found);
  });

  it('says what it is before a release is made of it', async () => {
    expect(await getManifest(world.deps, admin, { image: `${name}:1` })).toMatchObject({
      name: 'presence-detection',
      title: 'Presence detection',
      needs: ['motion'],
      peers: ['main-controller'],
    });
  });

  it('is chosen from an index by its architecture', async () => {
    const single = await resolveImage(`${name}:1`, options);
    const digest = single.image.split('@')[1] ?? '';
    const inner = await fetch(`http://${registry.host}/v2/team/blinker/manifests/${digest}`, {
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    });
    const size = (await inner.arrayBuffer()).byteLength;
    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
    const manifests = [
      { mediaType, digest, size, platform: { os: 'linux', architecture: 'amd64' } },
    ];
    const list = 'application/vnd.docker.distribution.manifest.list.v2+json';
    await put('several', { schemaVersion: 2, mediaType: list, manifests }, list);
    expect(await resolveImage(`${name}:several`, options)).toEqual(single);
    expect(
      await refusal(resolveImage(`${name}:several`, { ...options, architecture: 'arm64' })),
    ).toMatchObject({
      field: 'source.image',
      message: 'There is no image for arm64 there, only for amd64.',
    });
  });

  it.each([
    ['a version that is not there', () => `${name}:99`, /has no team\/blinker:99/],
    ['a name in capitals', () => 'Blinker:1', /names no image in a registry/],
    ['a registry that is away', () => '127.0.0.1:9/team/blinker:1', /cannot be reached/],
    ['an address in place of a name', () => 'http://127.0.0.1/x', /names no image in a registry/],
  ])('is refused by its field with %s', async (_, reference, message) => {
    expect(await refusal(resolveImage(reference(), options))).toMatchObject({
      field: 'source.image',
      message: expect.stringMatching(message),
    });
  });

  it('is refused where something else than a registry answers, or another host is named', async () => {
    const answers = [
      { status: 200, body: 'hello' },
      { status: 302, location: 'http://127.0.0.1:9/' },
    ];
    for (const { status, body, location } of answers as {
      status: number;
      body?: string;
      location?: string;
    }[]) {
      const server = createServer((_request, response) =>
        response.writeHead(status, location === undefined ? {} : { location }).end(body),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const { message } = await refusal(
        resolveImage(`127.0.0.1:${String(port)}/team/blinker:1`, options),
      );
      expect(message).toMatch(/is not an image|sends us elsewhere/);
      server.close();
    }
  });

  it('becomes a release that its devices pull', async () => {
    const nanoservice = `blinker-${randomUUID().slice(0, 8)}`;
    const release = await createRelease(world.deps, admin, {
      nanoservice,
      version: '1',
      source: { image: `${name}:1` },
      spec,
    });
    expect(release).toMatchObject({
      archived: false,
      pulled: true,
      image: expect.stringMatching(/@sha256:[0-9a-f]{64}$/),
    });
    const wanted = { site, release: release.id, placement: { devices: [device('corridor')] } };
    const [report] = await preflight(world.deps, admin, wanted);
    expect(report?.findings.filter(({ check }) => check === 'image')).toEqual([]);
    await addDeployment(world.deps, admin, wanted);
    const { deployments } = await world.desired('corridor');
    expect(
      deployments.find((deployment) => deployment.nanoservice === nanoservice)?.release,
    ).toMatchObject({
      image: release.image,
      archive: null,
      pull: true,
    });
    const again = createRelease(world.deps, admin, {
      nanoservice,
      version: '2',
      source: { image: `${name}:99` },
      spec,
    });
    expect(await refusal(again)).toMatchObject({ field: 'source.image' });
    expect(
      await world.deps.db.select().from(releases).where(eq(releases.nanoservice, nanoservice)),
    ).toHaveLength(1);
  });
});
