import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { releases } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { restartDeployment } from '../../src/server/services/deployments/restart.ts';
import { cancelRun } from '../../src/server/services/runs/cancel.ts';
import {
  type DeploymentLab,
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
let corridor: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  corridor = await openEdge(world, 'corridor');
});
afterAll(() => lab.close());
beforeEach(() => {
  world.clock.now += 60_000;
});

describe('cancelling', () => {
  it('of what the device never saw ends the run at once and writes the former state', async () => {
    const before = await lab.onDevice('corridor', guidance);
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    expect(await cancelRun(world.deps, admin, { run: asked.id })).toMatchObject({
      state: 'cancelled',
      reason: 'Cancelled by Admin.',
    });
    expect(await lab.onDevice('corridor', guidance)).toEqual(before);
  });

  it('of what the device works on waits for the device’s word', async () => {
    const before = await lab.onDevice('corridor', guidance);
    const asked = await changeDeployment(world.deps, admin, {
      deployment: guidance,
      config: otherLights,
    });
    await corridor.step(asked, 'sending', { state: 'running' });
    expect(await cancelRun(world.deps, admin, { run: asked.id })).toMatchObject({
      state: 'running',
      cancellable: false,
    });
    expect(await lab.onDevice('corridor', guidance)).toEqual(before);
    await corridor.finish(asked, 'cancelled', { reason: 'a newer desired state' });
    expect(await lab.run(asked.id)).toMatchObject({
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
    expect((await refusalOf(cancelRun(world.deps, admin, { run: asked.id }))).message).toContain(
      'past the point',
    );
    await corridor.finish(asked, 'rolled-back');
    expect((await refusalOf(cancelRun(world.deps, admin, { run: asked.id }))).message).toBe(
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
    expect(await lab.onDevice('corridor', asked.deployment)).toBeDefined();
    await cancelRun(world.deps, admin, { run: asked.id });
    expect(await lab.onDevice('corridor', asked.deployment)).toBeUndefined();
    expect((await lab.run(asked.id)).undoable).toBe(false);
  });
});

describe('a newer change', () => {
  it('supersedes an open one, and its rollback goes back to what ran before both', async () => {
    const before = await lab.onDevice('corridor', guidance);
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
    expect(await lab.run(first.id)).toMatchObject({
      state: 'cancelled',
      reason: 'Superseded by a newer change of Admin.',
    });
    expect(await lab.onDevice('corridor', guidance)).toMatchObject({
      change: second.id,
      config: third,
    });
    await corridor.finish(first, 'cancelled');
    await corridor.finish(second, 'rolled-back');
    expect(await lab.onDevice('corridor', guidance)).toEqual(before);
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
    expect((await refusalOf(change)).message).toBe('user-guidance is being removed.');
    expect(
      (await refusalOf(restartDeployment(world.deps, admin, { deployment: guidance }))).message,
    ).toBe('user-guidance is being changed.');
    await corridor.finish(removal, 'refused', { reason: 'The disk is full.' });
    expect(await lab.onDevice('corridor', guidance)).toMatchObject({ removal: null });
  });
});
