import { IdentityKey, parse, PlaceLesson, type SimulateCommand, ZoneId } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityKeys } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import {
  cancelCalibration,
  finishCalibration,
  undoCalibration,
} from '../../src/server/services/calibration/end.ts';
import { calibrationProgress, getCalibration } from '../../src/server/services/calibration/get.ts';
import { TeachZoneInput } from '../../src/server/services/calibration/schema.ts';
import { teachZone } from '../../src/server/services/calibration/teach.ts';
import { type DeploymentLab, id, openDeploymentLab } from './support/deployment-lab.ts';
import { openEdge } from './support/edge.ts';
import { FakeController } from './support/fake-controller.ts';
import { refusal } from './support/refusal.ts';

const deployment = id('main-controller');
const calibration = '0f0e0d0c-0b0a-4908-8706-050403020100';
const zone = (name: string) => parse(ZoneId, name, 'zone');

let lab: DeploymentLab;
let admin: Actor;
let key: IdentityKey;
let controller: FakeController;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ admin } = lab);
  controller = new FakeController();
  lab.world.deps.agents.calibrate = (_device, request) =>
    Promise.resolve(controller.answer(request));
  await openEdge(lab.world, 'closet');
  const [known] = await lab.world.deps.db.select().from(identityKeys).limit(1);
  key = parse(IdentityKey, known?.key, 'key');
});
afterAll(() => lab.close());

const teach = (at: string, change: object = {}) =>
  teachZone(
    lab.world.deps,
    admin,
    TeachZoneInput.parse({ deployment, id: calibration, key, zone: zone(at), ...change }),
  );
const configured = async () => (await lab.onDevice('closet', deployment))?.config;
const view = () => getCalibration(lab.world.deps, admin, { deployment });
const end = { deployment, id: calibration };

describe('a calibration', () => {
  it('begins with nothing taught, and every zone of the main-controller to teach', async () => {
    expect(await view()).toMatchObject({
      lesson: null,
      undoTo: null,
      zones: [{ zone: 'entrance' }, { zone: 'aurora' }],
    });
  });

  it('is refused to others than administrators, for keys of nobody and zones that there are not', async () => {
    const viewer = await lab.world.actor('viewer');
    const input = TeachZoneInput.parse({ ...end, key, zone: zone('aurora') });
    await expect(teachZone(lab.world.deps, viewer, input)).rejects.toThrow(/role admin/);
    expect((await refusal(teach('aurora', { key: '02:00:5e:99:99:99' }))).field).toBe('key');
    expect(await refusal(teach('moon'))).toMatchObject({
      field: 'zone',
      remedy: expect.stringContaining('entrance'),
    });
    const other = { deployment: id('user-guidance') };
    expect((await refusal(getCalibration(lab.world.deps, admin, other))).message).toContain(
      'cannot be calibrated',
    );
    expect(controller.asked).toEqual([]);
  });

  it('says what the device says when the main-controller does not answer', async () => {
    controller.fails = 'main-controller does not run on the device now';
    expect((await refusal(teach('entrance'))).message).toContain('does not run');
    controller.fails = null;
  });

  it('changes nothing when it is cancelled, or when no scanner heard anything', async () => {
    const before = await configured();
    await teach('aurora');
    expect((await refusal(finishCalibration(lab.world.deps, admin, end))).message).toContain(
      'No scanner heard',
    );
    expect(await teach('entrance')).toMatchObject({
      id: calibration,
      key,
      by: admin.name,
    });
    expect(await cancelCalibration(lab.world.deps, admin, end)).toEqual({ cancelled: true });
    expect(await calibrationProgress(lab.world.deps, admin, { deployment })).toBeNull();
    expect(await refusal(finishCalibration(lab.world.deps, admin, end))).toMatchObject({
      message: expect.stringContaining('forgotten'),
      remedy: expect.stringContaining('Begin'),
    });
    expect(await configured()).toEqual(before);
  });

  it('becomes the lesson of the config, says what it lacks, and is undone step by step', async () => {
    const bare = await configured();
    for (const at of ['entrance', 'aurora']) await teach(at);
    const run = await finishCalibration(lab.world.deps, admin, end);
    expect(run).toMatchObject({ kind: 'change', deployment });
    const first = parse(PlaceLesson, (await configured())?.['lesson'], 'lesson');
    expect(first.zones.map((each) => each.zone)).toEqual(['entrance']);
    expect(await view()).toMatchObject({
      lesson: {
        taughtAt: lab.world.clock.now,
        taught: [{ zone: 'entrance' }],
        untaught: [{ zone: 'aurora' }],
        newScanners: [{ zone: 'aurora' }],
      },
      undoTo: 'uncalibrated',
    });

    lab.world.clock.now += 60_000;
    controller.state = null;
    controller.deaf = null;
    await teach('aurora');
    await finishCalibration(lab.world.deps, admin, end);
    expect(await view()).toMatchObject({
      lesson: { taught: [{ zone: 'aurora' }], untaught: [{ zone: 'entrance' }] },
      undoTo: 'lesson',
    });
    await undoCalibration(lab.world.deps, admin, { deployment });
    expect((await configured())?.['lesson']).toEqual(first);
    await undoCalibration(lab.world.deps, admin, { deployment });
    expect(await configured()).toEqual(bare);
    expect(await view()).toMatchObject({ lesson: null, undoTo: null });
    await expect(undoCalibration(lab.world.deps, admin, { deployment })).rejects.toThrow(
      /no calibration to undo/,
    );
  });

  it('lets a simulated person go before the zone is through, so that no journey begins', async () => {
    const { agents } = lab.world.deps;
    const sent: SimulateCommand[] = [];
    agents.simulate = (ids, command) => {
      sent.push(command);
      return Promise.resolve(ids.length);
    };
    await teach('entrance', { simulated: true, seconds: 5 });
    expect(sent).toMatchObject([{ keys: [key], legs: [{ zone: 'entrance', fromMs: 0 }] }]);
    const until = sent.flatMap((walk) => (walk.kind === 'walk' ? walk.legs : [])).at(-1)?.untilMs;
    expect(until).toBeGreaterThan(5_000);
    expect(until).toBeLessThan(7_000);
  });

  it('is not disturbed by somebody else who begins meanwhile', async () => {
    controller.state = {
      id: 'theirs',
      now: { zone: zone('aurora'), leftMs: 1 as never },
      zones: [],
    };
    expect((await refusal(teach('entrance'))).message).toContain('Somebody else');
  });
});
