import { Bytes, parse } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { restoreDeployment } from '../../src/server/services/deployments/restore.ts';
import { type DeploymentLab, id, openDeploymentLab } from './support/deployment-lab.ts';
import { openEdge } from './support/edge.ts';
import { refusal } from './support/refusal.ts';
import type { World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
});
afterAll(() => lab.close());

describe('changing', () => {
  it('refuses a config that the schema does not allow, and one that changes nothing', async () => {
    const deployment = id('presence-detection-entrance');
    const config = (await lab.onDevice('entrance', deployment))?.config ?? {};
    expect(
      await refusal(
        changeDeployment(world.deps, admin, { deployment, config: { ...config, holdSeconds: -1 } }),
      ),
    ).toEqual({
      field: 'config.holdSeconds',
      message: 'The config’s “holdSeconds” must be > 0.',
      remedy: null,
    });
    expect(
      (
        await refusal(
          changeDeployment(world.deps, admin, { deployment, config: { ...config, zone: 'moon' } }),
        )
      ).field,
    ).toBe('config.zone');
    expect(
      (await refusal(changeDeployment(world.deps, admin, { deployment, config }))).message,
    ).toContain('already');
    const foreign = await lab.releaseOf('meeting-room');
    expect(
      (await refusal(changeDeployment(world.deps, admin, { deployment, release: foreign }))).field,
    ).toBe('release');
    expect(
      (await refusal(changeDeployment(world.deps, admin, { deployment: id('nobody') }))).message,
    ).toBe('There is no deployment “nobody”.');
  });

  it('brings another release with its own limits and volumes, and opens no port that nobody asked for', async () => {
    const limits = { memoryBytes: parse(Bytes, 8_388_608, 'bytes'), pids: 8 };
    const made = await lab.newRelease({
      limits,
      volumes: [{ name: 'log', path: '/log' }],
      published: true,
    });
    expect(made).toMatchObject({
      image: 'nanoedge/presence-detection:0.2.0',
      archived: true,
      bytes: 5_000,
    });
    const run = await changeDeployment(world.deps, admin, {
      deployment: id('presence-detection-room'),
      release: made.id,
    });
    expect(run).toMatchObject({ fromVersion: '0.1.1', version: '0.2.0' });
    expect(await lab.onDevice('room', 'presence-detection-room')).toMatchObject({
      release: { version: '0.2.0', archive: { configBytes: 900, layers: [{ bytes: 5_000 }] } },
      port: null,
      limits,
      volumes: [{ name: 'log', path: '/log' }],
    });
  });
});

describe('restoring', () => {
  it('fills the deployment of that name anew, and a rollback forgets the snapshot', async () => {
    const before = await lab.onDevice('closet', 'authentication-engine');
    const run = await restoreDeployment(
      world.deps,
      admin,
      await lab.snapshotFor('closet', { config: { database: '/data/a', admissionMinutes: 5 } }),
    );
    expect(run).toMatchObject({
      kind: 'restore',
      deployment: 'authentication-engine',
      fromVersion: '0.1.1',
    });
    expect(await lab.onDevice('closet', 'authentication-engine')).toMatchObject({
      change: run.id,
      restore: { snapshot: 'snap-9', bytes: 77 },
      config: { database: '/data/a', admissionMinutes: 5 },
      port: null,
    });
    await (await openEdge(world, 'closet')).finish(run, 'rolled-back', {
      reason: 'The snapshot is damaged.',
    });
    expect(await lab.onDevice('closet', 'authentication-engine')).toEqual(before);
  });

  it('goes to another device under an id of its own, and under its old id where it was removed', async () => {
    const moved = await restoreDeployment(world.deps, admin, {
      ...(await lab.snapshotFor('room')),
      name: 'engine-of-the-room',
    });
    expect(moved.deployment).not.toBe('authentication-engine');
    expect(await lab.onDevice('room', moved.deployment)).toMatchObject({
      name: 'engine-of-the-room',
      volumes: [{ name: 'data', path: '/data' }],
    });
    const input = await lab.snapshotFor('closet');
    const removal = await removeDeployment(world.deps, admin, {
      deployment: id('authentication-engine'),
      withoutSnapshot: true,
    });
    await (await openEdge(world, 'closet', 10)).finish(removal, 'done');
    expect(await restoreDeployment(world.deps, admin, input)).toMatchObject({
      deployment: 'authentication-engine',
      kind: 'restore',
    });
  });

  it('refuses a release that nobody knows, another nanoservice’s name, and more than a release may ask for', async () => {
    const unknown = {
      version: '9',
      image: 'x',
      imageId: `sha256:${'7'.repeat(64)}`,
      archive: null,
    };
    expect(
      (
        await refusal(
          restoreDeployment(
            world.deps,
            admin,
            await lab.snapshotFor('closet', { release: unknown }),
          ),
        )
      ).message,
    ).toContain('does not know');
    const other = restoreDeployment(world.deps, admin, {
      ...(await lab.snapshotFor('closet')),
      name: 'main-controller',
    });
    expect(await refusal(other)).toMatchObject({ field: 'name' });
    const greedy = restoreDeployment(
      world.deps,
      admin,
      await lab.snapshotFor('closet', { limits: { memoryBytes: 1e9, pids: 16 } }),
    );
    expect(await refusal(greedy)).toMatchObject({ field: 'snapshot.limits.memoryBytes' });
  });
});
