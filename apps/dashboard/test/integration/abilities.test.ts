import { DeploymentName, parse } from '@nanoedge/protocol';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { undoRemoval } from '../../src/server/services/deployments/undo.ts';
import { listAbilities } from '../../src/server/services/nanoservices/abilities.ts';
import { auth, type DeploymentLab, id, only, openDeploymentLab } from './support/deployment-lab.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;
let closet: Edge;
let entrance: Edge;
let room: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  closet = await openEdge(world, 'closet');
  entrance = await openEdge(world, 'entrance');
  room = await openEdge(world, 'room');
});
afterAll(() => lab.close());
beforeEach(() => {
  world.clock.now += 60_000;
});

const abilities = async () => {
  const views = await listAbilities(world.deps, admin, { site });
  return Object.fromEntries(
    views.map(({ ability, instances, removed }) => [
      ability,
      {
        by: instances.map(({ name, zone }) => `${name} in ${zone}`),
        gone: removed.map(({ name, undoable }) => `${name}${undoable ? ' undoable' : ''}`),
      },
    ]),
  );
};

it('names what does what for people by the manifests of the images', async () => {
  const found = await abilities();
  expect(Object.keys(found)).toEqual(['notice', 'hear', 'recognise', 'receive', 'guide', 'show']);
  expect(found['recognise']).toEqual({ by: ['authentication-engine in closet'], gone: [] });
  expect(found['notice']?.by).toEqual([
    'presence-detection-entrance in entrance',
    'presence-detection-room in aurora',
  ]);
});

it('knows the removal that took something away, until it is undone', async () => {
  const run = await removeDeployment(world.deps, admin, {
    deployment: auth,
    withoutSnapshot: true,
  });
  await closet.finish(run, 'done');
  expect((await abilities())['recognise']).toEqual({
    by: [],
    gone: ['authentication-engine undoable'],
  });
  await closet.finish(await undoRemoval(world.deps, admin, { run: run.id }), 'done');
  expect((await abilities())['recognise']).toEqual({
    by: ['authentication-engine in closet'],
    gone: [],
  });
});

it('counts what was removed, added anew and removed again once, by its newest removal', async () => {
  const deployment = id('presence-detection-entrance');
  const { config } = (await lab.onDevice('entrance', deployment)) ?? {};
  const first = await removeDeployment(world.deps, admin, { deployment, withoutSnapshot: true });
  await entrance.finish(first, 'done');
  const asked = await lab.ask('presence-detection', 'entrance', {
    name: parse(DeploymentName, deployment, 'name'),
    config,
  });
  const added = only(await addDeployment(world.deps, admin, asked));
  await entrance.finish(added, 'done');
  expect((await abilities())['notice']?.gone).toEqual([]);
  world.clock.now += 60_000;
  const second = await removeDeployment(world.deps, admin, {
    deployment: added.deployment,
    withoutSnapshot: true,
  });
  await entrance.finish(second, 'done');
  const [notice] = await listAbilities(world.deps, admin, { site });
  expect(notice?.removed.map(({ run }) => run)).toEqual([second.id]);
  await entrance.finish(await undoRemoval(world.deps, admin, { run: second.id }), 'done');
});

it('forgets after a day a place whose part nothing plays on purpose', async () => {
  const deployment = id('presence-detection-room');
  const run = await removeDeployment(world.deps, admin, { deployment, withoutSnapshot: true });
  await room.finish(run, 'done');
  expect((await abilities())['notice']?.gone).toEqual(['presence-detection-room undoable']);
  world.clock.now += 25 * 3_600_000;
  expect((await abilities())['notice']?.gone).toEqual([]);
});
