import { waitUntil } from '@nanoedge/base/testing';
import {
  type BleState,
  LightsState,
  type MotionState,
  parse,
  type ThingHealth,
  type ThingProblem,
  ThingSpec,
} from '@nanoedge/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Things } from '../../src/edge/things/things.ts';
import type { DriverRig } from '../support/drivers/rig.ts';
import { driverRigs } from '../support/drivers/rigs.ts';
import { thingPorts } from '../support/drivers/thing-ports.ts';

/** How soon after its cause a state of a thing must be said, and how soon it must be over. */
const saidMs = 10_000;
const backMs = 40_000;

const setUp = async (make: () => Promise<DriverRig>) => {
  const rig = await make();
  const fired: string[] = [];
  const ports = thingPorts({ ...rig.ports, onFired: ({ name }) => void fired.push(name) });
  const things = new Things(ports);
  onTestFinished(async () => {
    things.stop();
    await rig.end();
  });
  const spec = parse(ThingSpec, { name: 'thing', zone: 'entrance', ...rig.spec }, 'thing');
  things.assign([spec], rig.brokers ?? []);
  const driver = things.get('thing');
  if (driver === null) throw new TypeError('there is no such thing');
  rig.begin?.(ports.world);
  if (rig.watch !== undefined) driver.observe(rig.watch);
  const becomes = (
    wanted: { state: ThingHealth['state']; problem?: ThingProblem | undefined },
    timeoutMs: number,
  ): Promise<unknown> =>
    waitUntil(
      `the thing is ${JSON.stringify(wanted)}`,
      () => {
        const now = driver.health();
        return (
          now.state === wanted.state &&
          (wanted.problem === undefined || now.problem === wanted.problem)
        );
      },
      { timeoutMs },
    );
  await becomes({ state: 'working' }, saidMs);
  return { rig, things, driver, fired, ports, becomes };
};

/** What is only pretended can be cut off from nothing. */
const isReal = ({ isSimulated }: { isSimulated: boolean }): boolean => !isSimulated;

describe.each(driverRigs.motion)('a motion sensor by $name', ({ make }) => {
  it('is high while something moves, and fires when that begins', async () => {
    const { rig, driver, fired } = await setUp(make);
    const seen: boolean[] = [];
    driver.observe((state) => seen.push((state as MotionState).active));
    await rig.sense(true);
    await waitUntil('it is high', () => seen.at(-1) === true);
    await rig.sense(false);
    await waitUntil('it is low', () => seen.at(-1) === false && driver.read());
    expect(fired).toEqual(['thing']);
  });

  it('is a sensor, which nobody commands', async () => {
    const { driver } = await setUp(make);
    expect(() => driver.write({ kind: 'lights', lamps: [] })).toThrow('is a sensor');
  });
});

describe.each(driverRigs.motion.filter(isReal))(
  'a motion sensor by $name that is cut off',
  ({ make }) => {
    it('says what it lacks, and goes on by itself', async () => {
      const { rig, driver, becomes } = await setUp(make);
      await rig.cut?.();
      await becomes({ state: 'failing', problem: rig.problem }, saidMs);
      expect((driver.read() as MotionState).active).toBe(false);
      await rig.heal?.();
      await becomes({ state: 'working' }, backMs);
      await rig.sense(true);
      await waitUntil('it is high', () => (driver.read() as MotionState).active);
    });
  },
);

describe.each(driverRigs.ble)('a scanner by $name', ({ make }) => {
  const key = 'c0:ff:ee:00:00:02';

  it('hears a key in its one form and its strength, while it is observed', async () => {
    const { rig, driver } = await setUp(make);
    await rig.advertise('C0:FF:EE:00:00:02', -61);
    expect((driver.read() as BleState).heard).toEqual([]);
    let heard: BleState['heard'] = [];
    onTestFinished(driver.observe((state) => (heard = (state as BleState).heard)));
    const [sighting] = await waitUntil(
      'it is heard',
      async () => {
        await rig.advertise('C0:FF:EE:00:00:02', -60 - Math.floor(Math.random() * 9));
        return heard.length > 0 && heard;
      },
      { everyMs: 100 },
    );
    expect(sighting?.key).toBe(key);
    expect(sighting?.rssi).toBeLessThan(-40);
    expect(sighting?.rssi).toBeGreaterThan(-80);
  });
});

describe.each(driverRigs.ble.filter(isReal))('a scanner by $name that is cut off', ({ make }) => {
  it('says what it lacks, and hears again by itself', async () => {
    const { rig, driver, becomes } = await setUp(make);
    let count = 0;
    onTestFinished(driver.observe(() => (count += 1)));
    await rig.cut?.();
    await becomes({ state: 'failing', problem: rig.problem }, saidMs);
    await rig.heal?.();
    await becomes({ state: 'working' }, backMs);
    count = 0;
    await waitUntil(
      'it hears again',
      async () => {
        await rig.advertise('C0:FF:EE:00:00:02', -55 - Math.floor(Math.random() * 9));
        return count > 0;
      },
      { everyMs: 100 },
    );
  });
});

const lamps = (...colours: [string, string][]) =>
  parse(
    LightsState,
    {
      kind: 'lights',
      lamps: colours.map(([waypoint, colour]) => ({
        waypoint,
        colour,
        arrow: 'right',
        initials: 'BO',
      })),
    },
    'lights',
  );

describe.each(driverRigs.lights)('guidance lights by $name', ({ make }) => {
  it('show whom they are told to guide, and go dark', async () => {
    const { rig, driver } = await setUp(make);
    driver.write(lamps(['w2', '#d55e00']));
    await waitUntil('w2 is lit', () => rig.shown('w2') === 'd55e00' && rig.shown('w1') === null);
    driver.write(lamps());
    await waitUntil('w2 is dark', () => rig.shown('w2') === null);
  });

  it('go dark when they are taken away', async () => {
    const { rig, driver, things } = await setUp(make);
    driver.write(lamps(['w1', '#0072b2']));
    await waitUntil('w1 is lit', () => rig.shown('w1') === '0072b2');
    things.assign([]);
    if (rig.watch !== undefined) return;
    await waitUntil('w1 is dark', () => rig.shown('w1') === null);
  });
});

describe.each(driverRigs.lights.filter(isReal))(
  'guidance lights by $name that is cut off',
  ({ make }) => {
    it('say what they lack, and show what counts when it is back', async () => {
      const { rig, driver, becomes } = await setUp(make);
      await rig.cut?.();
      driver.write(lamps(['w1', '#0072b2']));
      await becomes({ state: 'failing', problem: rig.problem }, saidMs);
      driver.write(lamps(['w1', '#009e73']));
      await rig.heal?.();
      await becomes({ state: 'working' }, backMs);
      await waitUntil('w1 is lit', () => rig.shown('w1') === '009e73');
    });
  },
);
