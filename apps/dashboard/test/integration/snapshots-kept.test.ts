import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listSnapshots } from '../../src/server/services/snapshots/list.ts';
import { pruneSnapshots, reclaimSnapshots } from '../../src/server/services/snapshots/reclaim.ts';
import { removeSnapshot } from '../../src/server/services/snapshots/remove.ts';
import { setRetention } from '../../src/server/services/snapshots/set-retention.ts';
import { makeSnapshot } from './support/snapshot-files.ts';
import {
  actor,
  deploymentOf,
  idOf,
  openSnapshotLab,
  problemOf,
  site,
  type SnapshotLab,
} from './support/snapshot-lab.ts';

const dayMs = 24 * 3_600_000;

let lab: SnapshotLab;
beforeAll(async () => {
  lab = await openSnapshotLab();
});
afterAll(() => lab.close());
afterEach(() => lab.forget());

describe('downloading and uploading', () => {
  it('gives a file that can be taken in again, once it is gone here', async () => {
    const made = await lab.take('moved', { takenAt: Date.UTC(2027, 2, 1, 12) });
    await lab.put(made);
    expect((await fetch(`${lab.dashboard.url}/api/snapshots/moved`)).status).toBe(401);
    expect(
      (await fetch(`${lab.dashboard.url}/api/snapshots/moved`, { headers: { cookie: lab.alice } }))
        .status,
    ).toBe(403);
    const answer = await fetch(`${lab.dashboard.url}/api/snapshots/moved`, {
      headers: { cookie: lab.admin },
    });
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="${made.manifest.deployment.name}-2027-03-01-120000.tar.zst"`,
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes).toEqual(made.bytes);
    await removeSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('moved') });
    expect(await lab.files()).toEqual([]);
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'moved.tar.zst');
    const back = await fetch(`${lab.dashboard.url}/api/snapshots?site=demo`, {
      method: 'POST',
      headers: { cookie: lab.admin },
      body: form,
    });
    expect(back.status).toBe(201);
    expect(await back.json()).toMatchObject({
      id: 'moved',
      digest: made.digest,
      reclaimable: false,
    });
    const other = await lab.take('moved', { takenAt: 7 });
    expect((await lab.upload(other.bytes)).status).toBe(409);
    expect(await readFile(path.join(lab.folder, 'moved.tar.zst'))).toEqual(made.bytes);
    expect((await lab.upload(other.bytes, '?site=nowhere')).status).toBe(404);
    expect((await lab.upload(other.bytes, '')).status).toBe(400);
  });

  it('refuses a snapshot of a nanoservice that is not known here', async () => {
    const deployment = { ...deploymentOf(lab.entrance), nanoservice: 'unheard-of' };
    const made = await makeSnapshot({ id: 'unheard', device: 'elsewhere', deployment });
    const answer = await lab.upload(made.bytes);
    expect(answer.status).toBe(400);
    expect(await problemOf(answer)).toContain('“unheard-of”, which is not known here');
    expect(await lab.files()).toEqual([]);
  });
});

describe('retention', () => {
  it('deletes by count and age at the next round, keeps the newest, and says what it would delete', async () => {
    const now = Date.now();
    for (const [id, days] of [
      ['new', 0],
      ['mid', 1],
      ['old', 2],
      ['older', 400],
    ] as const)
      await lab.put(await lab.take(id, { takenAt: now - days * dayMs }));
    expect(
      await setRetention(lab.dashboard.deps, actor, { site, keepCount: 2, keepDays: 30 }),
    ).toMatchObject({ keepCount: 2, keepDays: 30 });
    const list = await listSnapshots(lab.dashboard.deps, actor, { site });
    expect(list.snapshots.map((one) => [one.id, one.reclaimable])).toEqual([
      ['new', false],
      ['mid', false],
      ['old', true],
      ['older', true],
    ]);
    const reclaimed = await reclaimSnapshots(lab.dashboard.deps, actor, { site });
    expect(reclaimed).toEqual({ removed: 2, bytes: list.reclaimableBytes });
    expect((await lab.files()).toSorted()).toEqual(['mid.tar.zst', 'new.tar.zst']);
    await pruneSnapshots({ ...lab.dashboard.deps, now: () => now + 500 * dayMs });
    expect(await lab.files()).toEqual(['new.tar.zst']);
  });

  it('deletes files that have no row, once they are no longer on their way', async () => {
    await lab.put(await lab.take('kept'));
    await writeFile(path.join(lab.folder, 'lost.tar.zst'), 'lost');
    await pruneSnapshots(lab.dashboard.deps);
    expect((await lab.files()).toSorted()).toEqual(['kept.tar.zst', 'lost.tar.zst']);
    await pruneSnapshots({ ...lab.dashboard.deps, now: () => Date.now() + dayMs });
    expect(await lab.files()).toEqual(['kept.tar.zst']);
  });
});
