import { DeploymentId, RunId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { aDeployment } from '../../test/support/builders.ts';
import { reconcileGround } from '../../test/support/reconcile-ground.ts';

const id = DeploymentId.parse('d-presence-detection-entrance');
const run = RunId.parse('run-refused');
const reason = 'refused: its release is not signed';

it('ends the run that asked for what is refused, and leaves the container that runs', async () => {
  const spec = aDeployment();
  const ground = await reconcileGround([spec]);
  await ground.eventually(async () => expect(await ground.only()).not.toBe('none'));
  const before = await ground.only();
  const refused = new Map([[id, { reason, change: run, goesOn: true }]]);
  ground.loop.assign({ revision: 2, deployments: [spec] }, refused);
  await ground.eventually(() =>
    expect(ground.events()).toContainEqual(
      expect.objectContaining({ type: 'run.finished', run, outcome: 'refused', reason }),
    ),
  );
  await ground.eventually(() => expect(ground.settled).toContainEqual([2, true]));
  expect(await ground.only()).toBe(before);
});

it('makes nothing of what was never accepted, and says why', async () => {
  const spec = aDeployment({ change: run });
  const ground = await reconcileGround([]);
  const refused = new Map([[id, { reason, change: run, goesOn: false }]]);
  ground.loop.assign({ revision: 2, deployments: [spec] }, refused);
  await ground.eventually(() => expect(ground.settled).toContainEqual([2, true]));
  expect(await ground.engine.list()).toEqual([]);
  expect(ground.status.get(id)).toMatchObject({ state: 'failed', detail: reason });
  const ends = ground.events().filter(({ type }) => type === 'run.finished');
  expect(ends).toMatchObject([{ run, outcome: 'refused' }]);
});

it('leaves the container of what was never accepted as it is', async () => {
  const spec = aDeployment();
  const ground = await reconcileGround([spec]);
  await ground.eventually(async () => expect(await ground.only()).not.toBe('none'));
  const before = await ground.only();
  const other = aDeployment({ release: { ...spec.release, version: '2' } });
  const refused = new Map([[id, { reason, change: null, goesOn: false }]]);
  ground.loop.assign({ revision: 2, deployments: [other] }, refused);
  await ground.eventually(() => expect(ground.settled).toContainEqual([2, true]));
  expect(await ground.only()).toBe(before);
});
