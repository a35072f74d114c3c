import { DeploymentId, parse } from '@nanoedge/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { deploymentAround } from '../../src/server/services/deployments/around.ts';
import { countDeployments } from '../../src/server/services/deployments/count.ts';
import { getMatrix } from '../../src/server/services/deployments/matrix.ts';
import { listPlaces } from '../../src/server/services/deployments/places.ts';
import type { Matrix } from '../../src/server/services/deployments/view.ts';
import { NotFound } from '../../src/server/services/errors.ts';
import { listReleases } from '../../src/server/services/nanoservices/releases.ts';
import { listNanoserviceTitles } from '../../src/server/services/nanoservices/titles.ts';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
let viewer: Actor;
let matrix: Matrix;

beforeAll(async () => {
  world = await openWorld();
  viewer = await world.actor('viewer');
  matrix = await getMatrix(world.deps, viewer, { site });
});
afterAll(() => world.close());

it('what is around a deployment is what the whole matrix says of it', async () => {
  expect(matrix.deployments.length).toBeGreaterThan(0);
  for (const { id, name, device, nanoservice } of matrix.deployments) {
    const around = await deploymentAround(world.deps, viewer, { deployment: id });
    expect(around).toEqual({
      deviceName: matrix.devices.find((host) => host.id === device)?.name,
      title: matrix.nanoservices.find((known) => known.name === nanoservice)?.title,
      callers: matrix.deployments
        .filter(({ peers }) => peers.includes(name))
        .map((caller) => caller.name),
      others: matrix.deployments.filter((other) => other.id !== id).map((other) => other.name),
      refusedRemoval: null,
    });
  }
});

it('nothing is around a deployment that nobody knows', async () => {
  const deployment = parse(DeploymentId, 'nothing-00000000', 'deployment');
  await expect(deploymentAround(world.deps, viewer, { deployment })).rejects.toThrow(NotFound);
});

it('deployments are counted for a device and for the site', async () => {
  expect(await countDeployments(world.deps, viewer, { site })).toBe(matrix.deployments.length);
  for (const { id: device } of matrix.devices)
    expect(await countDeployments(world.deps, viewer, { site, device })).toBe(
      matrix.deployments.filter((deployment) => deployment.device === device).length,
    );
});

it('places are the devices of the matrix, with the names that are taken there', async () => {
  const { devices, taken } = await listPlaces(world.deps, viewer, { site });
  expect(devices).toEqual(
    matrix.devices.map(({ id, name, labels, connected, enrolled, doubt, lastTrueAt }) => ({
      id,
      name,
      labels,
      connected,
      enrolled,
      doubt,
      lastTrueAt,
    })),
  );
  expect(taken).toEqual(
    matrix.deployments.map(({ device, name, release }) => ({
      device,
      name,
      version: release.version,
    })),
  );
});

it('the releases of one nanoservice are those of the matrix', async () => {
  for (const { name: nanoservice, title, releases } of matrix.nanoservices)
    expect(await listReleases(world.deps, viewer, { nanoservice })).toEqual({ title, releases });
});

it('the titles of nanoservices are those of the matrix', async () => {
  expect(await listNanoserviceTitles(world.deps, viewer)).toEqual(
    matrix.nanoservices.map(({ name, title }) => ({ name, title })),
  );
});
