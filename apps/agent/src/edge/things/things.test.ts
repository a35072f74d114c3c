import { ManualClock } from '@nanoedge/base/testing';
import { describe, expect, it } from 'vitest';
import {
  parse,
  SimulateCommand,
  ThingSpec,
  type BleState,
  type MotionState,
  type ScreenState,
} from '@nanoedge/protocol';
import { thingPorts } from '../../../test/support/drivers/thing-ports.ts';
import { World } from './simulation/world.ts';
import { Things } from './things.ts';

const spec = (name: string, zone = 'entrance'): ThingSpec =>
  parse(ThingSpec, { name, kind: name, zone, driver: 'simulated' }, 'thing');

const setUp = (random = 0.5) => {
  const clock = new ManualClock();
  const world = new World(clock);
  const fired: string[] = [];
  const screens: ScreenState[] = [];
  const things = new Things(
    thingPorts({
      clock,
      world,
      random: () => random,
      onFired: ({ name }) => void fired.push(name),
      onScreen: (state) => void screens.push(state),
    }),
  );
  const walk = (change: Record<string, unknown> = {}): void =>
    world.command(
      parse(
        SimulateCommand,
        {
          kind: 'walk',
          walker: 'bob',
          keys: ['key-bob'],
          startAt: clock.now(),
          legs: [{ zone: 'entrance', fromMs: 0, untilMs: null }],
          ...change,
        },
        'walk',
      ),
    );
  return { clock, world, things, fired, screens, walk, startedAt: clock.now() };
};

describe('a simulated motion sensor', () => {
  it('rises when somebody comes in, again every second, and rests when they have left', async () => {
    const { clock, things, walk, fired, startedAt } = setUp();
    things.assign([spec('motion')]);
    const edges: [number, boolean][] = [];
    things
      .get('motion')
      ?.observe((state) =>
        edges.push([(state as MotionState).at - startedAt, (state as MotionState).active]),
      );
    walk({ legs: [{ zone: 'entrance', fromMs: 100, untilMs: 2_300 }] });
    await clock.advance(10_000);
    expect(edges).toEqual([
      [100, true],
      [700, false],
      [1_100, true],
      [1_700, false],
      [2_100, true],
      [2_700, false],
    ]);
    expect(fired).toEqual(['motion']);
  });

  it('does not see people in other zones', async () => {
    const { clock, things, walk, fired } = setUp();
    things.assign([spec('motion')]);
    walk({ legs: [{ zone: 'corridor', fromMs: 0, untilMs: null }] });
    await clock.advance(5_000);
    expect(fired).toEqual([]);
  });

  it('cannot be commanded', () => {
    const { things } = setUp();
    things.assign([spec('motion')]);
    expect(() => things.get('motion')?.write({ kind: 'lights', lamps: [] })).toThrow('is a sensor');
  });
});

describe('a simulated scanner', () => {
  it('hears a key within the first second, then about every second, only in its zone', async () => {
    const { clock, things, walk, startedAt } = setUp();
    things.assign([spec('ble')]);
    const heard: number[] = [];
    things
      .get('ble')
      ?.observe((state) => heard.push(((state as BleState).heard[0]?.heardAt ?? 0) - startedAt));
    walk({
      legs: [
        { zone: 'entrance', fromMs: 0, untilMs: 3_200 },
        { zone: 'corridor', fromMs: 3_200, untilMs: null },
      ],
    });
    await clock.advance(10_000);
    expect(heard).toEqual([500, 1_500, 2_500]);
  });

  it('listens only while it is observed, and forgets after two seconds', async () => {
    const { clock, things, walk } = setUp();
    things.assign([spec('ble')]);
    walk();
    await clock.advance(5_000);
    expect(things.get('ble')?.read()).toEqual({ kind: 'ble', heard: [] });
    const unsubscribe = things.get('ble')?.observe(() => undefined);
    await clock.advance(1_000);
    expect(things.get('ble')?.read()).toMatchObject({ heard: [{ key: 'key-bob', rssi: -55 }] });
    unsubscribe?.();
    await clock.advance(3_000);
    expect(things.get('ble')?.read()).toEqual({ kind: 'ble', heard: [] });
  });

  it('stops hearing somebody who leaves, and everybody when the simulation is cleared', async () => {
    const { clock, things, walk, world } = setUp();
    things.assign([spec('ble')]);
    const keys = new Set<string>();
    things
      .get('ble')
      ?.observe((state) => (state as BleState).heard.forEach(({ key }) => keys.add(key)));
    walk();
    walk({ walker: 'carl', keys: ['key-carl'] });
    await clock.advance(1_500);
    expect([...keys]).toEqual(['key-bob', 'key-carl']);
    world.command({ kind: 'leave', walker: 'bob' });
    await clock.advance(2_500);
    keys.clear();
    await clock.advance(2_000);
    expect([...keys]).toEqual(['key-carl']);
    world.command({ kind: 'clear' });
    await clock.advance(2_500);
    keys.clear();
    await clock.advance(2_000);
    expect([...keys]).toEqual([]);
  });

  it('fits its notification into one datagram however many keys it hears', async () => {
    const { clock, things, walk } = setUp();
    things.assign([spec('ble')]);
    let longest = 0;
    things
      .get('ble')
      ?.observe((state) => (longest = Math.max(longest, JSON.stringify(state).length)));
    walk({ keys: Array.from({ length: 60 }, (_, n) => `${'k'.repeat(30)}${n}`) });
    await clock.advance(3_000);
    expect(longest).toBeLessThan(1_024);
  });
});

describe('a walk', () => {
  it('that is sent again changes nothing; one that began already is joined where it is', async () => {
    const { clock, things, walk, fired, startedAt } = setUp();
    things.assign([spec('motion')]);
    walk();
    walk({ startAt: startedAt });
    await clock.advance(10);
    expect(fired).toEqual(['motion']);
    walk({
      walker: 'late',
      startAt: startedAt - 60_000,
      legs: [{ zone: 'entrance', fromMs: 0, untilMs: 30_000 }],
    });
    await clock.advance(10);
    expect(fired).toEqual(['motion']);
  });
});

describe('the things of a device', () => {
  it('keep their state while their spec stays the same', () => {
    const { things } = setUp();
    things.assign([spec('lights')]);
    const lamps = { kind: 'lights' as const, lamps: [] };
    const before = things.get('lights');
    before?.write(lamps);
    things.assign([spec('lights'), spec('motion')]);
    expect(things.get('lights')).toBe(before);
    things.assign([spec('lights', 'corridor')]);
    expect(things.get('lights')).not.toBe(before);
    expect(things.get('motion')).toBeNull();
  });

  it('clear the screen when it is taken away', () => {
    const { things, screens } = setUp();
    things.assign([spec('screen')]);
    things.get('screen')?.write({ kind: 'screen', mode: 'cleared' });
    things.assign([]);
    expect(screens.map(({ mode }) => mode)).toEqual(['cleared', 'idle']);
  });
});

describe('a walk with a radio of its own', () => {
  const aired = (radio: Record<string, unknown>, untilMs: number | null = null) => ({
    legs: [{ zone: 'corridor', fromMs: 0, untilMs }],
    radio,
  });
  const recorded = {
    kind: 'recorded',
    trace: 'a flat',
    everyMs: 500,
    again: 2,
    scanners: [{ zone: 'entrance', levels: [-60, -61, -70.4, null] }],
  };
  const levelsOf = (things: Things): number[] => {
    const levels: number[] = [];
    things.get('ble')?.observe((state) => levels.push((state as BleState).heard[0]?.rssi ?? 0));
    return levels;
  };

  it('is heard in other zones too, as it was recorded, and from its mark again', async () => {
    const { clock, things, walk } = setUp();
    things.assign([spec('ble')]);
    const levels = levelsOf(things);
    walk(aired(recorded));
    await clock.advance(3_600);
    expect(levels).toEqual([-61, -70, -70, -70]);
  });

  it('falls silent when it ends, when somebody leaves, and when all do', async () => {
    const { clock, things, walk, world } = setUp();
    things.assign([spec('ble')]);
    const levels = levelsOf(things);
    walk(aired(recorded, 600));
    await clock.advance(5_000);
    expect(levels).toEqual([-61]);
    walk(aired(recorded));
    await clock.advance(600);
    world.command({ kind: 'leave', walker: 'bob' });
    await clock.advance(5_000);
    expect(levels).toEqual([-61, -61]);
    walk(aired(recorded));
    await clock.advance(600);
    world.command({ kind: 'clear' });
    await clock.advance(5_000);
    expect(levels).toEqual([-61, -61, -61]);
  });

  it('is heard by a scanner that is assigned while it goes on', async () => {
    const { clock, things, walk } = setUp();
    walk(aired(recorded));
    await clock.advance(700);
    things.assign([spec('ble')]);
    const levels = levelsOf(things);
    await clock.advance(600);
    expect(levels).toEqual([-70]);
  });

  it('is modelled: weaker far away, and the same for the same seed', async () => {
    const heardAt = async (x: number): Promise<number[]> => {
      const { clock, things, walk } = setUp();
      things.assign([spec('ble')]);
      const levels = levelsOf(things);
      walk(
        aired({
          kind: 'modelled',
          seed: 11,
          scanners: [{ zone: 'entrance', at: [0, 0] }],
          way: [{ atMs: 0, at: [x, 0], zone: 'corridor' }],
        }),
      );
      await clock.advance(60_500);
      return levels;
    };
    const mean = (levels: number[]): number =>
      levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const near = await heardAt(2);
    expect(mean(near)).toBeGreaterThan(mean(await heardAt(30)) + 10);
    expect(await heardAt(2)).toEqual(near);
    expect(near.length).toBeGreaterThan(45);
    expect(near.length).toBeLessThan(60);
  });

  it('lets its walker sit still after a while, so that the motion sensor rests', async () => {
    const { clock, things, walk } = setUp();
    things.assign([spec('motion', 'corridor')]);
    let rises = 0;
    things.get('motion')?.observe((state) => (rises += Number((state as MotionState).active)));
    walk(aired(recorded));
    await clock.advance(120_000);
    expect(rises).toBe(15);
  });
});
