import { IdentityKey, parse, ZoneId } from '@nanoedge/protocol';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit, identityKeys } from '../../src/server/db/schema/index.ts';
import { finishCalibration, undoCalibration } from '../../src/server/services/calibration/end.ts';
import { getCalibration } from '../../src/server/services/calibration/get.ts';
import { TeachZoneInput } from '../../src/server/services/calibration/schema.ts';
import { teachZone } from '../../src/server/services/calibration/teach.ts';
import { cancelRun } from '../../src/server/services/runs/cancel.ts';
import { listRuns } from '../../src/server/services/runs/list.ts';
import { type DeploymentLab, id, openDeploymentLab } from './support/deployment-lab.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { FakeController } from './support/fake-controller.ts';
import { site } from './support/world.ts';

const deployment = id('main-controller');
const end = { deployment, id: '0f0e0d0c-0b0a-4908-8706-050403020100' };

let lab: DeploymentLab;
let owner: pg.Client;
let controller: FakeController;
let closet: Edge;

beforeEach(async () => {
  lab = await openDeploymentLab();
  owner = new pg.Client({ connectionString: lab.world.ownerUrl });
  await owner.connect();
  controller = new FakeController();
  lab.world.deps.agents.calibrate = (_device, request) =>
    Promise.resolve(controller.answer(request));
  closet = await openEdge(lab.world, 'closet');
  const [known] = await lab.world.deps.db.select().from(identityKeys).limit(1);
  const key = parse(IdentityKey, known?.key, 'key');
  const zone = parse(ZoneId, 'entrance', 'zone');
  await teachZone(lab.world.deps, lab.admin, TeachZoneInput.parse({ ...end, key, zone }));
});
afterEach(async () => {
  await owner.end();
  await lab.close();
});

/** From now on the database takes no row of a lesson. */
const lessonsAreRefused = () =>
  owner.query('alter table lessons add constraint refuses check (false) not valid');
const lessonsAreTaken = () => owner.query('alter table lessons drop constraint refuses');

const finish = () => finishCalibration(lab.world.deps, lab.admin, end);
const undo = () => undoCalibration(lab.world.deps, lab.admin, { deployment });
const stored = async () => {
  const { config } = (await lab.onDevice('closet', deployment)) ?? {};
  const view = await getCalibration(lab.world.deps, lab.admin, { deployment });
  const runs = await listRuns(lab.world.deps, lab.admin, { site, open: false, limit: 100 });
  const trail = await lab.world.deps.db.select({ summary: audit.summary }).from(audit);
  return { config, view, runs, trail };
};

describe('a calibration that cannot be written down whole', () => {
  it('changes nothing when it is put to use, and is put to use later', async () => {
    await lessonsAreRefused();
    const before = await stored();
    await expect(finish()).rejects.toThrow(/lessons/);
    expect(await stored()).toEqual(before);
    await lessonsAreTaken();
    await finish();
    expect((await stored()).view).toMatchObject({ undoTo: 'uncalibrated' });
  });

  it('changes nothing when it is undone, and is undone later', async () => {
    await finish();
    await lessonsAreRefused();
    const before = await stored();
    await expect(undo()).rejects.toThrow(/lessons/);
    expect(await stored()).toEqual(before);
    await lessonsAreTaken();
    await undo();
    expect((await stored()).view).toMatchObject({ lesson: null, undoTo: null });
  });
});

describe('a calibration that is put to use', () => {
  it('is over at the main-controller', async () => {
    await finish();
    expect(controller.state).toBeNull();
  });

  it('stays in use where the main-controller answers no more', async () => {
    const { agents } = lab.world.deps;
    agents.calibrate = (_device, request) =>
      Promise.resolve(request.wish.kind === 'end' ? null : controller.answer(request));
    await finish();
    expect((await stored()).view).toMatchObject({ undoTo: 'uncalibrated' });
  });

  it('can be undone again after its undoing was cancelled', async () => {
    await closet.finish(await finish(), 'done');
    const undoing = await undo();
    await cancelRun(lab.world.deps, lab.admin, { run: undoing.id });
    expect((await stored()).view).toMatchObject({
      lesson: { taught: [{ zone: 'entrance' }] },
      undoTo: 'uncalibrated',
    });
    await undo();
    expect((await stored()).view).toMatchObject({ lesson: null, undoTo: null });
  });
});
