import { Bytes, parse } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { audit } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { restoreDeployment } from '../../src/server/services/deployments/restore.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { type DeploymentLab, id, openDeploymentLab } from './support/deployment-lab.ts';
import { demoForTests } from './support/demo.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;
let entrance: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  entrance = await openEdge(world, 'entrance');
  await addDeployment(world.deps, admin, await lab.ask('bluetooth-scanner', 'entrance'));
  const limits = { memoryBytes: parse(Bytes, 8_388_608, 'bytes'), pids: 8 };
  const { id: release } = await lab.newRelease({ limits, volumes: [] });
  const deployment = id('presence-detection-room');
  await changeDeployment(world.deps, admin, { deployment, release });
  await restoreDeployment(world.deps, admin, await lab.snapshotFor('closet'));
});
afterAll(() => lab.close());

describe('the bootstrap document, applied again', () => {
  it('neither overwrites what an admin changed, nor brings back what was removed, nor touches what is being changed', async () => {
    const removal = await removeDeployment(world.deps, admin, {
      deployment: id('bluetooth-scanner-entrance'),
      withoutSnapshot: true,
    });
    await entrance.finish(removal, 'done');
    const open = await removeDeployment(world.deps, admin, {
      deployment: id('user-guidance'),
      withoutSnapshot: false,
    });
    const changed = await lab.onDevice('room', 'presence-detection-room');
    await applyBootstrap(world.deps.db, demoForTests('2'));
    await refreshDesired(world.deps, site);
    expect(await lab.onDevice('room', 'presence-detection-room')).toEqual(changed);
    expect(await lab.onDevice('entrance', 'bluetooth-scanner-entrance')).toBeUndefined();
    expect(await lab.onDevice('corridor', 'user-guidance')).toMatchObject({
      release: { version: '0.1.1' },
      removal: { run: open.id },
    });
    expect(await lab.onDevice('room', 'meeting-room')).toMatchObject({
      release: { version: '0.1.2' },
      change: expect.any(String),
    });
  });

  it('leaves a line in the audit log for every act', async () => {
    const actions = new Set(
      (await world.deps.db.select().from(audit).where(eq(audit.actorName, 'Admin'))).map(
        ({ action }) => action,
      ),
    );
    expect([...actions].toSorted()).toEqual([
      'add',
      'change',
      'create',
      'remove',
      'restore',
      'terminate without snapshot',
    ]);
  });
});
