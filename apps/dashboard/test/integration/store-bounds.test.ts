import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dockerEntries, inChunks, makeImage, tarOf } from '@nanoedge/archive/testing';
import { DeviceId, parse, RunId } from '@nanoedge/protocol';
import { runs, snapshots } from '../../src/server/db/schema/index.ts';
import { receiveImage } from '../../src/server/services/images/receive.ts';
import { getStorage } from '../../src/server/services/storage/get.ts';
import { warnOfBounds } from '../../src/server/services/storage/warn-of-bounds.ts';
import {
  actor,
  deploymentOf,
  idOf,
  openSnapshotLab,
  problemOf,
  site,
  type SnapshotLab,
} from './support/snapshot-lab.ts';
import { makeSnapshot, type MadeSnapshot } from './support/snapshot-files.ts';

let lab: SnapshotLab;
beforeAll(async () => {
  lab = await openSnapshotLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.dashboard.deps.storeLimits = { imageBytes: 0, snapshotBytes: 0 };
});
afterEach(() => lab.forget());

const kept = async (): Promise<string[]> =>
  (await lab.dashboard.deps.db.select({ id: snapshots.id }).from(snapshots))
    .map(({ id }) => id)
    .toSorted();

/** Of the first deployment of the closet. */
const ofCloset = (id: string, takenAt: number): Promise<MadeSnapshot> =>
  makeSnapshot({ id, device: lab.closet.device, deployment: deploymentOf(lab.closet), takenAt });

/** Room for so many and a half of this size. */
const roomFor = (count: number, { bytes }: MadeSnapshot): void => {
  lab.dashboard.deps.storeLimits.snapshotBytes = Math.round((count + 0.5) * bytes.byteLength);
};

describe('all snapshots together', () => {
  it('have no more than their bound: the oldest of the same deployment gives way', async () => {
    const first = await lab.take('first', { takenAt: 1 });
    roomFor(3, first);
    const one = await ofCloset('other', 1);
    for (const made of [first, await lab.take('second', { takenAt: 2 })])
      expect((await lab.put(made)).ok).toBe(true);
    expect((await lab.put(one, lab.closet)).ok).toBe(true);
    expect((await lab.put(await lab.take('third', { takenAt: 3 }))).ok).toBe(true);
    expect(await kept()).toEqual(['other', 'second', 'third']);
    expect((await lab.files()).toSorted()).toEqual(
      ['other', 'second', 'third'].map((id) => `${id}.tar.zst`),
    );
    // It is there already and takes no more room
    expect((await lab.put(await lab.take('third', { takenAt: 3 }))).ok).toBe(true);
    expect(await kept()).toEqual(['other', 'second', 'third']);
  });

  it('refuse one rather than the newest of another deployment, and say what to do', async () => {
    const made = await lab.take('mine', { takenAt: 5 });
    roomFor(1, made);
    expect((await lab.put(made)).ok).toBe(true);
    const answer = await lab.put(await ofCloset('other', 9), lab.closet);
    expect(answer.status).toBe(507);
    expect(await problemOf(answer)).toMatch(/more than .* of snapshots here/);
    expect(await kept()).toEqual(['mine']);
    expect(await lab.files()).toEqual(['mine.tar.zst']);
  });

  it('refuse an older one that somebody uploads rather than the newest', async () => {
    const made = await lab.take('newest', { takenAt: 5 });
    roomFor(1, made);
    expect((await lab.put(made)).ok).toBe(true);
    const { bytes } = await lab.take('older', { takenAt: 4 });
    expect((await lab.upload(bytes)).status).toBe(507);
    expect(await kept()).toEqual(['newest']);
  });

  it('keep what an open run needs', async () => {
    const { deps } = lab.dashboard;
    const made = await lab.take('needed', { takenAt: 1 });
    expect((await lab.put(made)).ok).toBe(true);
    roomFor(1, made);
    const { deployment } = made.manifest;
    await deps.db.insert(runs).values({
      id: parse(RunId, 'open', 'id'),
      kind: 'change',
      site,
      device: parse(DeviceId, lab.entrance.device, 'id'),
      deployment: deployment.id,
      name: deployment.name,
      nanoservice: deployment.nanoservice,
      state: 'running',
      requestedAt: new Date(),
      requestedBy: 'Admin',
      snapshot: idOf('needed'),
    });
    expect((await lab.put(await lab.take('later', { takenAt: 2 }))).status).toBe(507);
    expect(await kept()).toEqual(['needed']);
    await deps.db.update(runs).set({ state: 'done' });
    expect((await lab.put(await lab.take('later', { takenAt: 2 }))).ok).toBe(true);
    expect(await kept()).toEqual(['later']);
  });

  it('come at once and are within the bound all the same', async () => {
    const made = await Promise.all(
      [1, 2, 3, 4].map((at) => lab.take(`s${String(at)}`, { takenAt: at })),
    );
    const [first] = made;
    if (first === undefined) throw new Error('no snapshot');
    roomFor(2, first);
    await Promise.all(made.map((one) => lab.put(one)));
    expect((await kept()).length).toBeLessThanOrEqual(2);
    expect(await kept()).toContain('s4');
  });
});

describe('all images together', () => {
  const imageOf = async () =>
    Buffer.from(
      await tarOf(dockerEntries(await makeImage({ files: [randomBytes(45).toString('hex')] }))),
    );
  const receive = (tar: Buffer) => receiveImage(lab.dashboard.deps, actor, inChunks(tar));

  it('have no more than their bound; one that is here already takes none', async () => {
    const { deps } = lab.dashboard;
    const tar = await imageOf();
    await receive(tar);
    const { images } = await deps.disk.folders();
    deps.storeLimits.imageBytes = images.bytes + 50_000;
    await expect(receive(await imageOf())).rejects.toMatchObject({
      kind: 'insufficient-storage',
      detail: {
        field: 'file',
        message: expect.stringMatching(/more than .* of images here/) as string,
        remedy: expect.stringContaining('NANOEDGE_IMAGES_ALL_MB') as string,
      },
    });
    expect((await deps.disk.folders()).images).toEqual(images);
    await receive(tar);
    expect((await deps.disk.folders()).images).toEqual(images);
    deps.storeLimits.imageBytes = images.bytes + 300_000;
    await receive(await imageOf());
  });
});

it('the log warns of a bound that is 80 % reached, and of no other', async () => {
  const { deps } = lab.dashboard;
  const made = await lab.take('first', { takenAt: 1 });
  expect((await lab.put(made)).ok).toBe(true);
  const { bytes } = (await deps.disk.folders()).snapshots;
  const warned = vi.spyOn(deps.log, 'warn');
  deps.storeLimits.snapshotBytes = Math.ceil(bytes / 0.79);
  await warnOfBounds(deps);
  expect(warned).not.toHaveBeenCalled();
  deps.storeLimits.snapshotBytes = Math.floor(bytes / 0.81);
  await warnOfBounds(deps);
  expect(warned.mock.calls.map(([about]) => about)).toMatchObject([{ kind: 'snapshots', bytes }]);
});

it('the page Storage says how much of the bounds is taken', async () => {
  const { deps } = lab.dashboard;
  deps.storeLimits = { imageBytes: 7_000_000, snapshotBytes: 0 };
  const { files } = await getStorage(deps, actor, { site });
  expect(files.map(({ kind, limit }) => [kind, limit])).toEqual([
    ['images', 7_000_000],
    ['snapshots', null],
    ['content', null],
    ['logs', null],
  ]);
});
