import {
  type DeploymentId,
  DeploymentId as DeploymentIdSchema,
  Digest,
  parse,
  RunId,
  SnapshotId,
  SnapshotManifest,
} from '@nanoedge/protocol';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audit, deployments, releases, runs, snapshots } from '../../src/server/db/schema/index.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { getDeployment } from '../../src/server/services/deployments/get.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { restartDeployment } from '../../src/server/services/deployments/restart.ts';
import { terminateAll } from '../../src/server/services/deployments/terminate-all.ts';
import { undoRemoval } from '../../src/server/services/deployments/undo.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { Refusal } from '../../src/server/services/errors.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { cancelRun } from '../../src/server/services/runs/cancel.ts';
import { getRun } from '../../src/server/services/runs/get.ts';
import { listRuns } from '../../src/server/services/runs/list.ts';
import type { ListRunsInput } from '../../src/server/services/runs/schema.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { device, openWorld, site, type World } from './support/world.ts';

let world: World;
let admin: Actor;
let closet: Edge;
let corridor: Edge;
const auth = parse(DeploymentIdSchema, 'authentication-engine', 'deployment');
const guidance = parse(DeploymentIdSchema, 'user-guidance', 'deployment');
const digest = (digit: string) => parse(Digest, `sha256:${digit.repeat(64)}`, 'digest');

beforeAll(async () => {
  world = await openWorld();
  await refreshDesired(world.deps, site);
  admin = await world.actor('admin');
  closet = await openEdge(world, 'closet');
  corridor = await openEdge(world, 'corridor');
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now += 60_000;
});

const onDevice = async (name: string, deployment: DeploymentId) =>
  (await world.desired(name)).deployments.find((one) => one.id === deployment);
const run = (id: string) => getRun(world.deps, admin, { run: parse(RunId, id, 'run') });
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal: ${String(thrown)}`);
  return thrown;
};
const lights = {
  lights: 'lights',
  routes: [{ from: 'entrance', to: 'aurora', waypoints: [{ id: 'w1', arrow: 'ahead' }] }],
};
const otherLights = {
  ...lights,
  routes: [{ from: 'entrance', to: 'aurora', waypoints: [{ id: 'w2', arrow: 'left' }] }],
};

describe('a run', () => {
  it('keeps its steps, and counts the deployment time from the click to the first answer when the image had to be sent', async () => {
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: lights,
    });
    expect(asked).toMatchObject({
      kind: 'change',
      state: 'queued',
      cancellable: true,
      waiting: null,
      requestedBy: 'Admin',
      steps: [],
    });
    expect(await onDevice('corridor', guidance)).toMatchObject({
      change: asked.id,
      config: lights,
    });
    const clicked = world.clock.now;
    world.clock.now = clicked + 100;
    await corridor.step(asked, 'sending', { state: 'running', bytes: 10, totalBytes: 40 });
    world.clock.now = clicked + 200;
    await corridor.step(asked, 'sending', { bytes: 40, totalBytes: 40 });
    await corridor.step(asked, 'creating');
    expect(await run(asked.id)).toMatchObject({
      state: 'running',
      cancellable: false,
      sentBytes: 40,
    });
    world.clock.now = clicked + 900;
    await corridor.step(asked, 'answering');
    world.clock.now = clicked + 6_000;
    await corridor.finish(asked, 'done', { imageSent: true, initiationMs: 97.5 });
    expect(await run(asked.id)).toMatchObject({
      state: 'done',
      finishedAt: clicked + 6_000,
      deploymentMs: 900,
      initiationMs: 97.5,
      steps: [
        {
          step: 'sending',
          state: 'done',
          startedAt: clicked + 100,
          endedAt: clicked + 200,
          bytes: 40,
          totalBytes: 40,
        },
        { step: 'creating' },
        { step: 'answering', endedAt: clicked + 900 },
      ],
    });
    expect((await getDeployment(world.deps, admin, { deployment: guidance })).run?.id).toBe(
      asked.id,
    );
  });

  it('has no deployment time when the image was there', async () => {
    const asked = await restartDeployment(world.deps, admin, { deployment: guidance });
    expect(await onDevice('corridor', guidance)).toMatchObject({ restart: asked.id });
    world.clock.now += 500;
    await corridor.step(asked, 'answering');
    await corridor.finish(asked, 'done', { initiationMs: 80 });
    expect(await run(asked.id)).toMatchObject({
      state: 'done',
      deploymentMs: null,
      initiationMs: 80,
    });
  });

  it('is applied once, however often its events come, and hears nothing from other devices or after its end', async () => {
    const asked = await restartDeployment(world.deps, admin, { deployment: guidance });
    await closet.finish(asked, 'failed');
    expect(await run(asked.id)).toMatchObject({ state: 'queued' });
    await corridor.step(asked, 'stopping');
    await corridor.finish(asked, 'failed', {
      reason: 'it exits',
      exitCode: 3,
      logLines: ['bad config'],
    });
    const ended = await run(asked.id);
    expect(ended).toMatchObject({
      state: 'failed',
      reason: 'it exits',
      exitCode: 3,
      logLines: ['bad config'],
    });
    await corridor.again();
    await corridor.step(asked, 'starting');
    await corridor.finish(asked, 'done');
    await corridor.finish({ id: 'nobody-knows', deployment: guidance }, 'done');
    expect(await run(asked.id)).toEqual(ended);
  });

  it('that was rolled back puts the deployment back to what it was, so that desired is what runs', async () => {
    const before = await onDevice('corridor', guidance);
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    await corridor.finish(asked, 'rolled-back', {
      reason: 'It exited at once.',
      exitCode: 1,
      logLines: ['boom'],
    });
    expect(await onDevice('corridor', guidance)).toEqual(before);
    expect(await run(asked.id)).toMatchObject({
      state: 'rolled-back',
      reason: 'It exited at once.',
      exitCode: 1,
      logLines: ['boom'],
    });
  });

  it('waits for a device that is offline and says since when', async () => {
    world.connected.delete(device('corridor'));
    const asked = await restartDeployment(world.deps, admin, { deployment: guidance });
    expect(asked.waiting).toMatch(
      /^Corridor is offline since .+; the change will apply when it returns\.$/,
    );
    world.connected.add(device('corridor'));
    expect((await run(asked.id)).waiting).toBeNull();
    await corridor.finish(asked, 'done');
  });

  it('of a device that never enrolled says so', async () => {
    const [asked] = await terminateAll(world.deps, admin, {
      site,
      device: device('entrance'),
      withoutSnapshot: false,
    });
    expect(asked?.waiting).toBe(
      'Entrance has not enrolled yet; the change will apply when it does.',
    );
    for (const one of await listRuns(world.deps, admin, {
      site,
      device: device('entrance'),
      open: true,
      limit: 50,
    }))
      await cancelRun(world.deps, admin, { run: one.id });
  });
});

describe('cancelling', () => {
  it('of what the device never saw ends the run at once and writes the former state', async () => {
    const before = await onDevice('corridor', guidance);
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    expect(await cancelRun(world.deps, admin, { run: asked.id })).toMatchObject({
      state: 'cancelled',
      reason: 'Cancelled by Admin.',
    });
    expect(await onDevice('corridor', guidance)).toEqual(before);
  });

  it('of what the device works on waits for the device’s word', async () => {
    const before = await onDevice('corridor', guidance);
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    await corridor.step(asked, 'sending', { state: 'running' });
    expect(await cancelRun(world.deps, admin, { run: asked.id })).toMatchObject({
      state: 'running',
      cancellable: false,
    });
    expect(await onDevice('corridor', guidance)).toEqual(before);
    await corridor.finish(asked, 'cancelled', { reason: 'a newer desired state' });
    expect(await run(asked.id)).toMatchObject({
      state: 'cancelled',
      reason: 'Cancelled by Admin.',
    });
  });

  it('is refused in words once something was given up', async () => {
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    await corridor.step(asked, 'creating');
    expect((await refusal(cancelRun(world.deps, admin, { run: asked.id }))).message).toContain(
      'past the point',
    );
    await corridor.finish(asked, 'rolled-back');
    expect((await refusal(cancelRun(world.deps, admin, { run: asked.id }))).message).toBe(
      'This run has ended.',
    );
  });

  it('takes an added deployment out again', async () => {
    const [release] = await world.deps.db
      .select()
      .from(releases)
      .where(eq(releases.nanoservice, 'user-guidance'));
    const [asked] = await addDeployment(world.deps, admin, {
      site,
      release: release?.id ?? '',
      placement: { devices: [device('corridor')] },
    });
    if (asked === undefined) throw new Error('nothing was added');
    expect(await onDevice('corridor', asked.deployment)).toBeDefined();
    await cancelRun(world.deps, admin, { run: asked.id });
    expect(await onDevice('corridor', asked.deployment)).toBeUndefined();
    expect((await run(asked.id)).undoable).toBe(false);
  });
});

describe('a newer change', () => {
  it('supersedes an open one, and its rollback goes back to what ran before both', async () => {
    const before = await onDevice('corridor', guidance);
    const first = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    await corridor.step(first, 'creating');
    const third = { ...lights, routes: [] };
    const second = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: third,
    });
    expect(await run(first.id)).toMatchObject({
      state: 'cancelled',
      reason: 'Superseded by a newer change of Admin.',
    });
    expect(await onDevice('corridor', guidance)).toMatchObject({
      change: second.id,
      config: third,
    });
    await corridor.finish(first, 'cancelled');
    await corridor.finish(second, 'rolled-back');
    expect(await onDevice('corridor', guidance)).toEqual(before);
  });

  it('is kept waiting by a removal that is under way, and a restart by any run', async () => {
    const removal = await removeDeployment(world.deps, admin, {
      deployment: guidance,
      withoutSnapshot: false,
    });
    await corridor.step(removal, 'stopping');
    const change = changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    expect((await refusal(change)).message).toBe('user-guidance is being removed.');
    expect(
      (await refusal(restartDeployment(world.deps, admin, { deployment: guidance }))).message,
    ).toBe('user-guidance is being changed.');
    await corridor.finish(removal, 'refused', { reason: 'The disk is full.' });
    expect(await onDevice('corridor', guidance)).toMatchObject({ removal: null });
  });
});

describe('a removal', () => {
  const peers = async () =>
    (await onDevice('closet', parse(DeploymentIdSchema, 'main-controller', 'deployment')))?.peers;
  const storeSnapshot = async (id: string, asked: { id: string }) => {
    const row = await onDevice('closet', auth);
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
    expect(await onDevice('closet', auth)).toMatchObject({
      removal: { run: asked.id, snapshot: true },
    });
    expect(await peers()).toHaveProperty('authentication-engine');
    const again = removeDeployment(world.deps, admin, { deployment: auth, withoutSnapshot: true });
    expect((await refusal(again)).message).toBe('authentication-engine is being removed already.');
    await closet.step(asked, 'storing');
    expect((await run(asked.id)).cancellable).toBe(true);
    const snapshot = await storeSnapshot('snap-1', asked);
    await closet.step(asked, 'removing');
    expect((await run(asked.id)).cancellable).toBe(false);
    await closet.finish(asked, 'done', { snapshot });
    expect(await onDevice('closet', auth)).toBeUndefined();
    expect(await peers()).not.toHaveProperty('authentication-engine');
    expect(await run(asked.id)).toMatchObject({ state: 'done', snapshot, undoable: true });
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
    expect(await onDevice('closet', auth)).toMatchObject({
      change: asked.id,
      removal: null,
      restore: { snapshot: 'snap-1', digest: digest('d'), bytes: 1_000 },
    });
    expect((await run(removal.id)).undoable).toBe(false);
    expect((await refusal(undoRemoval(world.deps, admin, { run: removal.id }))).message).toContain(
      'is there again already',
    );
    await closet.finish(asked, 'done');
    expect(await onDevice('closet', auth)).toMatchObject({ change: asked.id, restore: null });
  });

  it('without a snapshot is audited under its own name, and comes back with empty volumes', async () => {
    const asked = await removeDeployment(world.deps, admin, {
      deployment: auth,
      withoutSnapshot: true,
    });
    expect(await onDevice('closet', auth)).toMatchObject({ removal: { snapshot: false } });
    await closet.finish(asked, 'done');
    const rows = await world.deps.db
      .select()
      .from(audit)
      .where(eq(audit.action, 'terminate without snapshot'));
    expect(rows).toMatchObject([
      { actorName: 'Admin', summary: 'Terminated authentication-engine without a snapshot' },
    ]);
    const undone = await undoRemoval(world.deps, admin, { run: asked.id });
    expect(await onDevice('closet', auth)).toMatchObject({ restore: null, change: undone.id });
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
    expect(await onDevice('closet', auth)).toMatchObject({ removal: null });
    await closet.finish(asked, 'done');
    expect(await run(asked.id)).toMatchObject({ state: 'done', undoable: true });
    expect(await onDevice('closet', auth)).toBeUndefined();
    const undone = await undoRemoval(world.deps, admin, { run: asked.id });
    await closet.finish(undone, 'refused', { reason: 'The snapshot is damaged.' });
    expect(await onDevice('closet', auth)).toBeUndefined();
    expect((await run(asked.id)).undoable).toBe(true);
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

describe('people who are not administrators', () => {
  it('read runs but start and cancel none', async () => {
    const viewer = await world.actor('viewer');
    const asked = await restartDeployment(world.deps, admin, { deployment: guidance });
    expect(await listRuns(world.deps, viewer, { site, open: true, limit: 5 })).toMatchObject([
      { id: asked.id },
    ]);
    expect((await refusal(cancelRun(world.deps, viewer, { run: asked.id }))).kind).toBe(
      'forbidden',
    );
    const alice = await world.actor('alice');
    expect(
      (
        await refusal(
          removeDeployment(world.deps, alice, { deployment: auth, withoutSnapshot: true }),
        )
      ).kind,
    ).toBe('forbidden');
    await cancelRun(world.deps, admin, { run: asked.id });
  });
});
