import { parse, RunId, SnapshotId, SnapshotManifest } from '@nanoedge/protocol';
import { snapshotFailures } from '@nanoedge/words';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audit, deployments, runs, snapshots } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { deploymentAround } from '../../src/server/services/deployments/around.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { terminateAll } from '../../src/server/services/deployments/terminate-all.ts';
import { undoRemoval } from '../../src/server/services/deployments/undo.ts';
import { cancelRun } from '../../src/server/services/runs/cancel.ts';
import { listRuns } from '../../src/server/services/runs/list.ts';
import type { ListRunsInput } from '../../src/server/services/runs/schema.ts';
import {
  type DeploymentLab,
  auth,
  digest,
  guidance,
  openDeploymentLab,
} from './support/deployment-lab.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { refusalOf } from './support/refusal.ts';
import { device, site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;
let closet: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  closet = await openEdge(world, 'closet');
});
afterAll(() => lab.close());
beforeEach(() => {
  world.clock.now += 60_000;
});

describe('a removal', () => {
  const peers = async () => (await lab.onDevice('closet', 'main-controller'))?.peers;
  const storeSnapshot = async (id: string, asked: { id: string }) => {
    const row = await lab.onDevice('closet', auth);
    if (row === undefined) throw new Error('no authentication-engine');
    const snapshot = parse(SnapshotId, id, 'snapshot');
    await world.deps.db.insert(snapshots).values({
      id: snapshot,
      site,
      device: device('closet'),
      deployment: auth,
      name: row.name,
      nanoservice: row.nanoservice,
      version: row.release.version,
      imageId: row.release.imageId,
      reason: 'removal',
      run: parse(RunId, asked.id, 'run'),
      takenAt: world.clock.now,
      storedAt: new Date(world.clock.now),
      bytes: 1_000,
      contentBytes: 4_000,
      files: 1,
      digest: digest('d'),
      volumesDigest: digest('e'),
      manifest: parse(
        SnapshotManifest,
        {
          format: 1,
          id: snapshot,
          takenAt: world.clock.now,
          reason: 'removal',
          run: asked.id,
          device: 'closet',
          deployment: row,
          labels: {},
          files: [],
          volumesDigest: digest('e'),
        },
        'manifest',
      ),
    });
    return snapshot;
  };

  it('stays in the desired state, and with its peers, until the device has said that it is gone', async () => {
    const asked = await removeDeployment(world.deps, admin, {
      deployment: auth,
      withoutSnapshot: false,
    });
    expect(asked).toMatchObject({
      kind: 'remove',
      version: null,
      fromVersion: '0.1.1',
      undoable: false,
    });
    expect(await lab.onDevice('closet', auth)).toMatchObject({
      removal: { run: asked.id, snapshot: true },
    });
    expect(await peers()).toHaveProperty('authentication-engine');
    const again = removeDeployment(world.deps, admin, { deployment: auth, withoutSnapshot: true });
    expect((await refusalOf(again)).message).toBe(
      'authentication-engine is being removed already.',
    );
    await closet.step(asked, 'storing');
    expect((await lab.run(asked.id)).cancellable).toBe(true);
    const snapshot = await storeSnapshot('snap-1', asked);
    await closet.step(asked, 'removing');
    expect((await lab.run(asked.id)).cancellable).toBe(false);
    await closet.finish(asked, 'done', { snapshot });
    expect(await lab.onDevice('closet', auth)).toBeUndefined();
    expect(await peers()).not.toHaveProperty('authentication-engine');
    expect(await lab.run(asked.id)).toMatchObject({ state: 'done', snapshot, undoable: true });
  });

  it('is undone under the same id, from its snapshot, once', async () => {
    const [removal] = await listRuns(world.deps, admin, {
      site,
      deployment: auth,
      open: false,
      limit: 1,
    });
    if (removal === undefined) throw new Error('no removal');
    const asked = await undoRemoval(world.deps, admin, { run: removal.id });
    expect(asked).toMatchObject({
      kind: 'undo',
      deployment: auth,
      name: 'authentication-engine',
      version: '0.1.1',
    });
    expect(await lab.onDevice('closet', auth)).toMatchObject({
      change: asked.id,
      removal: null,
      restore: { snapshot: 'snap-1', digest: digest('d'), bytes: 1_000 },
    });
    expect((await lab.run(removal.id)).undoable).toBe(false);
    expect(
      (await refusalOf(undoRemoval(world.deps, admin, { run: removal.id }))).message,
    ).toContain('is there again already');
    await closet.finish(asked, 'done');
    expect(await lab.onDevice('closet', auth)).toMatchObject({ change: asked.id, restore: null });
  });

  it('that was refused because of what no snapshot holds can be asked for again, agreeing to that', async () => {
    const around = () => deploymentAround(world.deps, admin, { deployment: auth });
    const refused = await removeDeployment(world.deps, admin, {
      deployment: auth,
      withoutSnapshot: false,
    });
    expect((await around()).refusedRemoval).toBeNull();
    const reason = snapshotFailures.needsConsent(['data/tty']);
    await closet.finish(refused, 'refused', { reason });
    expect((await around()).refusedRemoval).toBe(reason);
    const agreed = await removeDeployment(world.deps, admin, {
      deployment: auth,
      withoutSnapshot: false,
      leaveOut: true,
    });
    expect(await lab.onDevice('closet', auth)).toMatchObject({
      removal: { run: agreed.id, snapshot: true, leaveOut: true },
    });
    expect((await around()).refusedRemoval).toBeNull();
    await closet.finish(agreed, 'refused', { reason: 'The disk is full.' });
  });

  it('without a snapshot is audited under its own name, and comes back with empty volumes', async () => {
    const asked = await removeDeployment(world.deps, admin, {
      deployment: auth,
      withoutSnapshot: true,
    });
    expect(await lab.onDevice('closet', auth)).toMatchObject({ removal: { snapshot: false } });
    await closet.finish(asked, 'done');
    const rows = await world.deps.db
      .select()
      .from(audit)
      .where(eq(audit.action, 'terminate without snapshot'));
    expect(rows).toMatchObject([
      { actorName: 'Admin', summary: 'Terminated authentication-engine without a snapshot' },
    ]);
    const undone = await undoRemoval(world.deps, admin, { run: asked.id });
    expect(await lab.onDevice('closet', auth)).toMatchObject({ restore: null, change: undone.id });
    await closet.finish(undone, 'done');
  });

  it('that was done before its cancelling was heard counts as done', async () => {
    const asked = await removeDeployment(world.deps, admin, {
      deployment: auth,
      withoutSnapshot: true,
    });
    expect(await cancelRun(world.deps, admin, { run: asked.id })).toMatchObject({
      state: 'cancelled',
    });
    expect(await lab.onDevice('closet', auth)).toMatchObject({ removal: null });
    await closet.finish(asked, 'done');
    expect(await lab.run(asked.id)).toMatchObject({ state: 'done', undoable: true });
    expect(await lab.onDevice('closet', auth)).toBeUndefined();
    const undone = await undoRemoval(world.deps, admin, { run: asked.id });
    await closet.finish(undone, 'refused', { reason: 'The snapshot is damaged.' });
    expect(await lab.onDevice('closet', auth)).toBeUndefined();
    expect((await lab.run(asked.id)).undoable).toBe(true);
    await closet.finish(await undoRemoval(world.deps, admin, { run: asked.id }), 'done');
  });

  it('of everything is one batch, and leaves alone what is being removed already', async () => {
    const first = await removeDeployment(world.deps, admin, {
      deployment: guidance,
      withoutSnapshot: false,
    });
    const batch = await terminateAll(world.deps, admin, { site, withoutSnapshot: false });
    expect(batch.map(({ deployment }) => deployment)).not.toContain(guidance);
    expect(batch).toHaveLength(7);
    expect(new Set(batch.map((one) => one.batch)).size).toBe(1);
    expect(await listRuns(world.deps, admin, { site, open: true, limit: 50 })).toHaveLength(8);
    const of = async (which: Partial<ListRunsInput>) =>
      (await listRuns(world.deps, admin, { site, open: true, limit: 50, ...which }))
        .map(({ deployment }) => deployment)
        .toSorted();
    expect(await of({ batch: batch[0]?.batch ?? '' })).toEqual(
      batch.map(({ deployment }) => deployment).toSorted(),
    );
    expect(await of({ nanoservice: first.nanoservice })).toEqual([guidance]);
    for (const one of [first, ...batch]) await cancelRun(world.deps, admin, { run: one.id });
    const left = await world.deps.db
      .select()
      .from(runs)
      .where(and(eq(runs.site, site), eq(runs.state, 'queued')));
    expect(left).toEqual([]);
    expect(
      (await world.deps.db.select().from(deployments)).filter((row) => row.removal !== null),
    ).toEqual([]);
  });
});
