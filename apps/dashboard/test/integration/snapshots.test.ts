import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, SnapshotStored } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { deployments, snapshots } from '../../src/server/db/schema/index.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { getSnapshot } from '../../src/server/services/snapshots/get.ts';
import { listSnapshots } from '../../src/server/services/snapshots/list.ts';
import { removeSnapshot } from '../../src/server/services/snapshots/remove.ts';
import { restoreSnapshot } from '../../src/server/services/snapshots/restore.ts';
import { makeSnapshot } from './support/snapshot-files.ts';
import {
  actor,
  deploymentOf,
  flip,
  idOf,
  openSnapshotLab,
  problemOf,
  site,
  type SnapshotLab,
} from './support/snapshot-lab.ts';

let lab: SnapshotLab;
beforeAll(async () => {
  lab = await openSnapshotLab();
});
afterAll(() => lab.close());
afterEach(() => lab.forget());

describe('a snapshot that a device brings', () => {
  it('is stored, read back and listed, and may come again', async () => {
    const made = await lab.take('good');
    const answer = await lab.put(made);
    expect(answer.status).toBe(200);
    const stored = parse(SnapshotStored, await answer.json(), 'stored');
    expect(stored).toEqual({ id: 'good', digest: made.digest, bytes: made.bytes.length });
    expect(await readFile(path.join(lab.folder, 'good.tar.zst'))).toEqual(made.bytes);
    expect((await lab.put(made)).status).toBe(200);
    const list = await listSnapshots(lab.dashboard.deps, actor, { site });
    expect(list).toMatchObject({
      totalBytes: made.bytes.length,
      reclaimableBytes: 0,
      retention: { keepCount: 10, keepDays: 90 },
    });
    expect(list.snapshots).toHaveLength(1);
    expect(list.snapshots[0]).toMatchObject({
      id: 'good',
      device: 'entrance',
      files: 5,
      inUse: true,
      reclaimable: false,
    });
    const detail = await getSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('good') });
    expect(detail.fileList.map((file) => file.path)).toEqual([
      'rooms',
      'app.db',
      'rooms/ünï.txt',
      'empty',
      'latest',
    ]);
    expect(detail.config).toEqual(made.manifest.deployment.config);
  });

  it('replaces its damaged file when it comes again', async () => {
    const made = await lab.take('healed');
    await lab.put(made);
    await writeFile(path.join(lab.folder, 'healed.tar.zst'), flip(made.bytes, 100));
    expect((await lab.put(made)).status).toBe(200);
    expect(await readFile(path.join(lab.folder, 'healed.tar.zst'))).toEqual(made.bytes);
  });

  it('never takes the place of another', async () => {
    await lab.put(await lab.take('taken'));
    const other = await lab.take('taken', { takenAt: 5 });
    const answer = await lab.put(other);
    expect(answer.status).toBe(409);
    expect(await problemOf(answer)).toContain('another snapshot “taken”');
  });

  it('is stored once when it comes twice at the same time', async () => {
    const made = await lab.take('twice');
    const answers = await Promise.all([lab.put(made), lab.put(made), lab.put(made)]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await lab.files()).toEqual(['twice.tar.zst']);
  });

  it('is refused when it arrives with other bytes than announced, wherever they flipped', async () => {
    const made = await lab.take('flipped');
    for (const at of [0, 5, 40, Math.floor(made.bytes.length / 2), made.bytes.length - 3]) {
      const answer = await lab.put({ ...made, bytes: flip(made.bytes, at) });
      expect(answer.status).toBe(400);
      expect(await problemOf(answer)).toContain('SHA-256');
    }
    expect(await lab.files()).toEqual([]);
  });

  it('is refused without the signature over its own digest, and when it is another device’s', async () => {
    const made = await lab.take('signed');
    expect(
      (await lab.call('PUT', lab.entrance, { ...made, signedDigest: `sha256:${'0'.repeat(64)}` }))
        .status,
    ).toBe(403);
    const foreign = await lab.put(made, lab.closet);
    expect(foreign.status).toBe(403);
    expect(await problemOf(foreign)).toContain('of another device');
    const stranger = await makeSnapshot({
      id: 'signed',
      device: 'closet',
      deployment: deploymentOf(lab.entrance),
    });
    const answer = await lab.put(stranger, lab.closet);
    expect(answer.status).toBe(403);
    expect(await problemOf(answer)).toContain('never had');
    const renamed = await lab.call('PUT', lab.entrance, { ...made, id: 'other-name' });
    expect(renamed.status).toBe(403);
    expect(await lab.files()).toEqual([]);
  });

  it('is taken from a deployment that was removed', async () => {
    const { db } = lab.dashboard.deps;
    const { id } = deploymentOf(lab.entrance);
    await db.update(deployments).set({ removedAt: new Date() }).where(eq(deployments.id, id));
    expect((await lab.put(await lab.take('removed'))).status).toBe(200);
    expect((await listSnapshots(lab.dashboard.deps, actor, { site })).snapshots[0]?.inUse).toBe(
      false,
    );
    await db.update(deployments).set({ removedAt: null }).where(eq(deployments.id, id));
  });
});

describe('a folder that cannot be written', () => {
  it('refuses with a remedy, keeps nothing half, and takes snapshots again afterwards', async () => {
    const made = await lab.take('later');
    await rename(lab.folder, `${lab.folder}.away`);
    await writeFile(lab.folder, 'not a folder');
    const refused = await lab.put(made);
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({
      problem: {
        message: 'The dashboard cannot store snapshots: its folder for them is not a folder.',
        remedy: expect.stringContaining(lab.folder),
      },
    });
    expect(await lab.dashboard.deps.db.select().from(snapshots)).toEqual([]);
    await rm(lab.folder);
    await rename(`${lab.folder}.away`, lab.folder);
    expect((await lab.put(made)).status).toBe(200);
    expect(await lab.files()).toEqual(['later.tar.zst']);
  });
});

describe('giving a snapshot back', () => {
  it('brings it to the device whose desired state restores it, and to no other', async () => {
    const made = await lab.take('back');
    await lab.put(made);
    expect((await lab.call('GET', lab.entrance, { id: 'back', digest: made.digest })).status).toBe(
      404,
    );
    const { db } = lab.dashboard.deps;
    const { id } = deploymentOf(lab.entrance);
    const [stored] = (await listSnapshots(lab.dashboard.deps, actor, { site })).snapshots;
    if (stored === undefined) throw new Error('nothing stored');
    await db
      .update(deployments)
      .set({ restore: { snapshot: stored.id, digest: stored.digest, bytes: stored.bytes } })
      .where(eq(deployments.id, id));
    await refreshDesired(lab.dashboard.deps, site);
    const answer = await lab.call('GET', lab.entrance, { id: 'back', digest: made.digest });
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(made.bytes);
    expect((await lab.call('GET', lab.closet, { id: 'back', digest: made.digest })).status).toBe(
      404,
    );
    await db.update(deployments).set({ restore: null }).where(eq(deployments.id, id));
    await refreshDesired(lab.dashboard.deps, site);
  });

  it('names the damaged file instead of restoring it', async () => {
    await lab.put(await lab.take('sound'));
    const bad = await lab.take('sound', {
      tampering: {
        entries: (all) =>
          all.map((one) =>
            one.name.endsWith('app.db') ? { ...one, content: flip(one.content, 9) } : one,
          ),
      },
    });
    await writeFile(path.join(lab.folder, 'sound.tar.zst'), bad.bytes);
    await expect(
      restoreSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('sound') }),
    ).rejects.toThrow(
      'The snapshot “sound” cannot be restored: “volumes/data/app.db” is damaged: its SHA-256 is not the one in the manifest.',
    );
    await rm(path.join(lab.folder, 'sound.tar.zst'));
    await expect(
      restoreSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('sound') }),
    ).rejects.toThrow('its file is missing');
  });

  it('makes a run that names it in the device’s desired state, and keeps it until that run has ended', async () => {
    const made = await lab.take('wanted');
    await lab.put(made);
    const run = await restoreSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('wanted') });
    expect(run).toMatchObject({
      kind: 'restore',
      device: 'entrance',
      name: made.manifest.deployment.name,
    });
    await vi.waitFor(() =>
      expect(
        lab.entrance.desired.at(-1)?.deployments.find(({ id }) => id === run.deployment),
      ).toMatchObject({
        change: run.id,
        restore: { snapshot: 'wanted', digest: made.digest },
      }),
    );
    await expect(
      removeSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('wanted') }),
    ).rejects.toThrow('needs this snapshot');
  });
});
