import { Bytes, parse } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releases } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { getMatrix } from '../../src/server/services/deployments/matrix.ts';
import { createRelease } from '../../src/server/services/nanoservices/create.ts';
import { type DeploymentLab, only, openDeploymentLab } from './support/deployment-lab.ts';
import { openEdge } from './support/edge.ts';
import { refusal } from './support/refusal.ts';
import { device, site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  await (await openEdge(world, 'entrance')).report();
});
afterAll(() => lab.close());

describe('creating', () => {
  it('makes a nanoservice of a template, under a name of its own, which can then be added', async () => {
    const made = await createRelease(world.deps, admin, {
      nanoservice: 'side-door',
      description: 'Watches the side door.',
      version: '1.0.0',
      source: { template: await lab.releaseOf('presence-detection') },
    });
    const matrix = await getMatrix(world.deps, admin, { site });
    expect(matrix.nanoservices.find(({ name }) => name === 'side-door')).toMatchObject({
      builtIn: false,
      description: 'Watches the side door.',
      releases: [{ id: made.id, version: '1.0.0' }],
    });
    expect(matrix.nanoservices.filter(({ builtIn }) => builtIn)).toHaveLength(6);
    expect(matrix.devices.find(({ id: host }) => host === device('entrance'))?.architecture).toBe(
      'amd64',
    );
    const input = { site, release: made.id, placement: { devices: [device('entrance')] } };
    expect(only(await addDeployment(world.deps, admin, input))).toMatchObject({
      nanoservice: 'side-door',
      name: 'side-door',
    });
  });

  it('gives the roster to what is made of a template that is given it', async () => {
    const source = { template: await lab.releaseOf('authentication-engine') };
    const made = await createRelease(world.deps, admin, {
      nanoservice: 'second-opinion',
      version: '1.0.0',
      source,
    });
    await addDeployment(world.deps, admin, {
      site,
      release: made.id,
      placement: { devices: [device('corridor')] },
    });
    const desired = await world.desired('corridor');
    expect(desired.deployments.find(({ name }) => name === 'second-opinion')?.roster).toBe(true);
    expect(desired.roster?.people.length).toBeGreaterThan(0);
  });

  it('refuses a version that is there, an image that is there, and a spec that asks for too much', async () => {
    const template = await lab.releaseOf('presence-detection');
    const make = (change: Record<string, unknown>) =>
      createRelease(world.deps, admin, {
        nanoservice: 'side-door',
        version: '1.0.1',
        source: { template },
        ...change,
      });
    expect(await refusal(make({ version: '1.0.0' }))).toMatchObject({ field: 'version' });
    expect(await refusal(make({}))).toMatchObject({ field: 'source' });
    const { spec } = only(
      await world.deps.db.select().from(releases).where(eq(releases.id, template)),
    );
    const limits = { memoryBytes: parse(Bytes, 64_000_000, 'bytes'), pids: 8 };
    expect(await refusal(make({ nanoservice: 'greedy', spec: { ...spec, limits } }))).toMatchObject(
      { field: 'spec.limits.memoryBytes' },
    );
    const volumes = [
      { name: 'a', path: '/data' },
      { name: 'b', path: '/data/inner' },
    ];
    expect(
      await refusal(make({ nanoservice: 'greedy', spec: { ...spec, volumes } })),
    ).toMatchObject({ field: 'spec.volumes.1.path' });
    const configSchema = { type: 'nonsense' };
    expect(
      await refusal(make({ nanoservice: 'greedy', spec: { ...spec, configSchema } })),
    ).toMatchObject({ field: 'spec.configSchema' });
    expect(
      (await getMatrix(world.deps, admin, { site })).nanoservices.map(({ name }) => name),
    ).not.toContain('greedy');
  });
});
