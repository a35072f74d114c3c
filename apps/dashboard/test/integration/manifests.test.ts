import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Bytes, Digest, manifestLabel, type NanoserviceManifest, parse } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { readManifests } from '../../src/server/bootstrap/read-manifests.ts';
import { releases } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { getMatrix } from '../../src/server/services/deployments/matrix.ts';
import { BadInput } from '../../src/server/services/errors.ts';
import { receiveImage } from '../../src/server/services/images/receive.ts';
import type { UploadedImageView } from '../../src/server/services/images/view.ts';
import { createRelease } from '../../src/server/services/nanoservices/create.ts';
import { demoForTests } from './support/demo.ts';
import {
  dockerEntries,
  inChunks,
  type MadeImage,
  makeImage,
  tarOf,
} from '@nanoedge/archive/testing';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
let admin: Actor;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
});
afterAll(() => world.close());

const [doorBell] = golden('NanoserviceManifest').valid as NanoserviceManifest[];
const labelled = (manifest: unknown, mark: string): Promise<MadeImage> =>
  makeImage({ files: [mark], labels: { [manifestLabel]: JSON.stringify(manifest) } });
const upload = async (image: MadeImage): Promise<UploadedImageView> =>
  receiveImage(world.deps, admin, inChunks(await tarOf(dockerEntries(image))));
const refusal = async (work: Promise<unknown>): Promise<BadInput['detail']> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  if (!(thrown instanceof BadInput)) throw new TypeError(`no refusal: ${String(thrown)}`);
  return thrown.detail;
};
const titleOf = async (name: string): Promise<unknown> => {
  const { nanoservices } = await getMatrix(world.deps, admin, { site });
  const found = nanoservices.find((one) => one.name === name);
  return { title: found?.title, description: found?.description };
};

describe('an image that says what it is', () => {
  it('says so at its upload, and its release asks for that', async () => {
    const uploaded = await upload(await labelled(doorBell, 'bell'));
    expect(uploaded.manifest).toEqual(doorBell);
    const release = await createRelease(world.deps, admin, {
      nanoservice: 'door-bell',
      version: '1',
      source: { upload: uploaded.upload },
    });
    expect(release.spec).toMatchObject({
      configSchema: { 'x-peers': ['main-controller'], required: ['zone'] },
      defaultConfig: { holdSeconds: 3 },
      needs: ['motion'],
      volumes: [{ name: 'data', path: '/data' }],
      limits: { memoryBytes: 16_777_216, pids: 16 },
      roster: false,
      published: true,
    });
    expect(await titleOf('door-bell')).toEqual({
      title: 'Door bell',
      description: 'Rings when somebody presses the button.',
    });
  });

  it('may run under another name, which it then has for a title, with what an admin gave it', async () => {
    const { upload: id } = await upload(await labelled(doorBell, 'other'));
    const release = await createRelease(world.deps, admin, {
      nanoservice: 'back-door',
      description: 'The bell at the back.',
      version: '1',
      source: { upload: id },
      spec: {
        configSchema: null,
        defaultConfig: {},
        needs: [],
        volumes: [],
        limits: { memoryBytes: parse(Bytes, 8_388_608, 'bytes'), pids: 8 },
        roster: false,
        published: false,
      },
    });
    expect(release.spec).toMatchObject({ needs: [], limits: { pids: 8 } });
    expect(await titleOf('back-door')).toEqual({
      title: 'back-door',
      description: 'The bell at the back.',
    });
  });

  it.each([
    ['no known kind of thing', { needs: ['camera'] }, 'manifest.needs.0'],
    ['a field for privileges', { privileged: true }, 'manifest.privileged'],
    ['no title', { title: undefined }, 'manifest.title'],
    ['another format', { format: 2 }, 'manifest.format'],
  ])('is refused with the field and what to do when it has %s', async (_, change, field) => {
    const image = await labelled({ ...doorBell, ...change }, field);
    const { remedy, ...detail } = await refusal(upload(image));
    expect(detail).toMatchObject({ field, message: expect.stringContaining(manifestLabel) });
    expect(remedy).toMatch(/where the image is built/);
    expect(await world.deps.images.size(parse(Digest, image.imageId, 'id'))).toBeNull();
  });

  it('is refused when it asks for more than a nanoservice may have', async () => {
    const greedy = { ...doorBell, limits: { memoryBytes: 64 * 1024 * 1024, pids: 8 } };
    const { upload: id } = await upload(await labelled(greedy, 'greedy'));
    const made = createRelease(world.deps, admin, {
      nanoservice: 'greedy',
      version: '1',
      source: { upload: id },
    });
    expect(await refusal(made)).toMatchObject({ field: 'manifest.limits.memoryBytes' });
  });

  it('whose label is no JSON is refused', async () => {
    const image = await makeImage({ files: ['text'], labels: { [manifestLabel]: 'hello' } });
    expect(await refusal(upload(image))).toMatchObject({ field: 'manifest' });
  });
});

it('an image that says nothing needs somebody to say what it asks for', async () => {
  const { upload: id, manifest } = await upload(await makeImage({ files: ['silent'] }));
  expect(manifest).toBeNull();
  const made = createRelease(world.deps, admin, {
    nanoservice: 'silent',
    version: '1',
    source: { upload: id },
  });
  expect(await refusal(made)).toMatchObject({ field: 'spec' });
});

describe('the images of the installation', () => {
  const folder = mkdtemp(path.join(tmpdir(), 'nanoedge-manifests-'));
  afterAll(async () => rm(await folder, { recursive: true }));

  it('say what their releases ask for, also once they are in the store', async () => {
    const demo = demoForTests('5');
    const room = { ...doorBell, name: 'meeting-room', title: 'Room screen', configSchema: null };
    const made = await labelled(room, 'room');
    const archive = path.join(await folder, 'room.tar');
    await writeFile(archive, await tarOf(dockerEntries(made)));
    const imageId = parse(Digest, made.imageId, 'id');
    const document = {
      ...demo,
      releases: demo.releases.map((release) => {
        const { spec: _, ...silent } = release;
        return release.nanoservice === 'meeting-room' ? { ...silent, imageId, archive } : silent;
      }),
    };
    for (const source of [
      document,
      { ...document, releases: document.releases.map(({ archive: _archive, ...rest }) => rest) },
    ]) {
      const manifests = await readManifests(world.deps, source);
      expect([...manifests.keys()]).toEqual([imageId]);
      await applyBootstrap(world.deps.db, source, manifests);
    }
    const [row] = await world.deps.db.select().from(releases).where(eq(releases.imageId, imageId));
    expect(row?.spec).toMatchObject({
      needs: ['motion'],
      configSchema: { 'x-peers': ['main-controller'] },
    });
    expect(await titleOf('meeting-room')).toMatchObject({ title: 'Room screen' });
    const { nanoservices } = await getMatrix(world.deps, admin, { site });
    const guidance = nanoservices.find(({ name }) => name === 'user-guidance');
    expect(guidance?.releases[0]?.spec).toEqual(guidance?.releases[1]?.spec);
  });
});
