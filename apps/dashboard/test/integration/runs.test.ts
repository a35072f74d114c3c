import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { getDeployment } from '../../src/server/services/deployments/get.ts';
import { readDeploymentLog } from '../../src/server/services/deployments/log.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { restartDeployment } from '../../src/server/services/deployments/restart.ts';
import { terminateAll } from '../../src/server/services/deployments/terminate-all.ts';
import { cancelRun } from '../../src/server/services/runs/cancel.ts';
import { listRuns } from '../../src/server/services/runs/list.ts';
import {
  type DeploymentLab,
  auth,
  guidance,
  lights,
  otherLights,
  openDeploymentLab,
} from './support/deployment-lab.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { refusalOf } from './support/refusal.ts';
import { device, site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;
let closet: Edge;
let corridor: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  closet = await openEdge(world, 'closet');
  corridor = await openEdge(world, 'corridor');
});
afterAll(() => lab.close());
beforeEach(() => {
  world.clock.now += 60_000;
});

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
    expect(await lab.onDevice('corridor', guidance)).toMatchObject({
      change: asked.id,
      config: lights,
    });
    const clicked = world.clock.now;
    world.clock.now = clicked + 100;
    await corridor.step(asked, 'sending', { state: 'running', bytes: 10, totalBytes: 40 });
    world.clock.now = clicked + 200;
    await corridor.step(asked, 'sending', { bytes: 40, totalBytes: 40 });
    await corridor.step(asked, 'creating');
    expect(await lab.run(asked.id)).toMatchObject({
      state: 'running',
      cancellable: false,
      sentBytes: 40,
    });
    world.clock.now = clicked + 900;
    await corridor.step(asked, 'answering');
    world.clock.now = clicked + 6_000;
    await corridor.finish(asked, 'done', { imageSent: true, initiationMs: 97.5 });
    expect(await lab.run(asked.id)).toMatchObject({
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
    expect(await lab.onDevice('corridor', guidance)).toMatchObject({ restart: asked.id });
    world.clock.now += 500;
    await corridor.step(asked, 'answering');
    await corridor.finish(asked, 'done', { initiationMs: 80 });
    expect(await lab.run(asked.id)).toMatchObject({
      state: 'done',
      deploymentMs: null,
      initiationMs: 80,
    });
  });

  it('recreates the container where somebody asks for that, until the next restart', async () => {
    const recreated = await restartDeployment(world.deps, admin, {
      deployment: guidance,
      fresh: true,
    });
    expect(recreated.kind).toBe('recreate');
    expect(await lab.onDevice('corridor', guidance)).toMatchObject({
      restart: recreated.id,
      fresh: true,
    });
    await corridor.finish(recreated, 'done');
    const restarted = await restartDeployment(world.deps, admin, { deployment: guidance });
    expect(await lab.onDevice('corridor', guidance)).toMatchObject({
      restart: restarted.id,
      fresh: false,
    });
    await corridor.finish(restarted, 'done');
  });

  it('gives the log of what runs, as its device says it', async () => {
    const asked = { deployment: guidance, lines: 20 };
    expect(await readDeploymentLog(world.deps, admin, asked)).toEqual({
      isMade: true,
      lines: ['started'],
    });
    world.connected.delete(device('corridor'));
    const refusal = await refusalOf(readDeploymentLog(world.deps, admin, asked));
    expect(refusal.message).toContain('does not give its log now');
    world.connected.add(device('corridor'));
  });

  it('is applied once, however often its events come, and hears nothing from other devices or after its end', async () => {
    const asked = await restartDeployment(world.deps, admin, { deployment: guidance });
    await closet.finish(asked, 'failed');
    expect(await lab.run(asked.id)).toMatchObject({ state: 'queued' });
    await corridor.step(asked, 'stopping');
    await corridor.finish(asked, 'failed', {
      reason: 'it exits',
      exitCode: 3,
      logLines: ['bad config'],
    });
    const ended = await lab.run(asked.id);
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
    expect(await lab.run(asked.id)).toEqual(ended);
  });

  it('that was rolled back puts the deployment back to what it was, so that desired is what runs', async () => {
    const before = await lab.onDevice('corridor', guidance);
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    await corridor.finish(asked, 'rolled-back', {
      reason: 'It exited at once.',
      exitCode: 1,
      logLines: ['boom'],
    });
    expect(await lab.onDevice('corridor', guidance)).toEqual(before);
    expect(await lab.run(asked.id)).toMatchObject({
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
    expect((await lab.run(asked.id)).waiting).toBeNull();
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

describe('people who are not administrators', () => {
  it('read runs but start and cancel none', async () => {
    const viewer = await world.actor('viewer');
    const asked = await restartDeployment(world.deps, admin, { deployment: guidance });
    expect(await listRuns(world.deps, viewer, { site, open: true, limit: 5 })).toMatchObject([
      { id: asked.id },
    ]);
    expect((await refusalOf(cancelRun(world.deps, viewer, { run: asked.id }))).kind).toBe(
      'forbidden',
    );
    const alice = await world.actor('alice');
    expect(
      (
        await refusalOf(
          removeDeployment(world.deps, alice, { deployment: auth, withoutSnapshot: true }),
        )
      ).kind,
    ).toBe('forbidden');
    await cancelRun(world.deps, admin, { run: asked.id });
  });
});
