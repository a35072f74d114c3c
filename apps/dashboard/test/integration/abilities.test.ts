import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { undoRemoval } from '../../src/server/services/deployments/undo.ts';
import { listAbilities } from '../../src/server/services/nanoservices/abilities.ts';
import { auth, type DeploymentLab, id, openDeploymentLab } from './support/deployment-lab.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;
let closet: Edge;
let entrance: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  closet = await openEdge(world, 'closet');
  entrance = await openEdge(world, 'entrance');
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

it('forgets after a day a place whose part nothing plays on purpose', async () => {
  const deployment = id('presence-detection-entrance');
  const run = await removeDeployment(world.deps, admin, { deployment, withoutSnapshot: true });
  await entrance.finish(run, 'done');
  expect((await abilities())['notice']?.gone).toEqual(['presence-detection-entrance undoable']);
  world.clock.now += 25 * 3_600_000;
  expect((await abilities())['notice']?.gone).toEqual([]);
});
