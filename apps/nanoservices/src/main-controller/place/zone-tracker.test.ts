import { IdentityKey, ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { expectedByPlan } from './by-plan.ts';
import { floorOf } from './floor.ts';
import { ZoneTracker } from './zone-tracker.ts';
import { calibratedTuning, type PlaceTuning, uncalibratedTuning } from './tuning.ts';

const [entrance, corridor, room] = ['entrance', 'corridor', 'room'].map((id) => ZoneId.parse(id));
if (entrance === undefined || corridor === undefined || room === undefined)
  throw new RangeError('three zones');
const key = IdentityKey.parse('bob');

const floor = floorOf({
  zones: [entrance, corridor, room],
  neighbours: [
    [entrance, corridor],
    [corridor, room],
  ],
  scanners: [
    { id: 'at-entrance', zone: entrance },
    { id: 'in-corridor', zone: corridor },
    { id: 'in-room', zone: room },
  ],
});
const allScanners = [...floor.scannerAt.keys()];

const placesWith = (tuning: Partial<PlaceTuning> = {}): ZoneTracker =>
  new ZoneTracker({
    floor,
    expectations: expectedByPlan(floor),
    tuning: { ...uncalibratedTuning, ...tuning },
  });

type Heard = Readonly<Record<string, number>>;

interface Listening {
  at: number;
  heard: Heard;
  /** Scanners that do not listen. */
  down?: readonly string[];
}

const second = (places: ZoneTracker, { at, heard, down = [] }: Listening): void => {
  for (const scanner of allScanners) if (!down.includes(scanner)) places.listening(at, scanner);
  for (const [scanner, rssi] of Object.entries(heard)) places.hear({ at, scanner, key, rssi });
  places.tick(at);
  places.tick(at + 500);
};

/** The same second again and again; answers when the next one would be. */
const seconds = (places: ZoneTracker, count: number, { at, ...same }: Listening): number => {
  for (let late = 0; late < count; late += 1) second(places, { ...same, at: at + late * 1000 });
  return at + count * 1000;
};

describe('where a key is', () => {
  it('is at the entrance, which hears it at −55 dBm, and not in the room, which hears −89', () => {
    const places = placesWith();
    second(places, { at: 1000, heard: { 'at-entrance': -55, 'in-room': -89 } });
    expect(places.placeOf(key)?.zone).toBe(entrance);
    seconds(places, 10, { at: 2000, heard: { 'at-entrance': -55, 'in-room': -89 } });
    expect(places.placeOf(key)?.zone).toBe(entrance);
    expect(places.placeOf(key)?.certainty).toBeGreaterThan(0.7);
  });

  it('is not decided by a first packet at −89 dBm', () => {
    const places = placesWith();
    second(places, { at: 1000, heard: { 'in-room': -89 } });
    expect(places.placeOf(key)).toBeNull();
  });

  it.each([
    ['uncalibrated', uncalibratedTuning],
    ['calibrated', calibratedTuning],
  ])('changes at most once in ten seconds for a key that alternates, %s', (_mode, tuning) => {
    const places = placesWith(tuning);
    let changes = 0;
    let last = places.placeOf(key)?.zone;
    for (let at = 0; at < 40; at += 1) {
      second(places, {
        at: 1000 + at * 1000,
        heard: { [at % 2 === 0 ? 'in-corridor' : 'in-room']: -65 },
      });
      const zone = places.placeOf(key)?.zone;
      if (last !== undefined && zone !== last) changes += 1;
      last = zone;
      if (at % 10 === 9) {
        expect(changes).toBeLessThanOrEqual(1);
        changes = 0;
      }
    }
  });

  it('follows a key that walks from the entrance to the room within five seconds', () => {
    const places = placesWith();
    const at = seconds(places, 8, {
      at: 1000,
      heard: { 'at-entrance': -55, 'in-corridor': -68, 'in-room': -76 },
    });
    seconds(places, 5, {
      at: at,
      heard: { 'at-entrance': -76, 'in-corridor': -68, 'in-room': -55 },
    });
    expect(places.placeOf(key)?.zone).toBe(room);
  });

  it('takes the silence of a scanner that listens as a sign that the key is elsewhere', () => {
    const certainty = (down: readonly string[]): number => {
      const places = placesWith({ stayMs: 1e9 });
      for (let at = 0; at < 4; at += 1)
        second(places, { at: 1000 + at * 1000, heard: { 'in-room': -52 }, down });
      const place = places.placeOf(key);
      return place?.zone === room ? place.certainty : 0;
    };
    expect(certainty([])).toBeGreaterThan(certainty(['at-entrance', 'in-corridor']) + 0.01);
  });

  it('leaves a key where it is when the scanner there fails', () => {
    const places = placesWith();
    const heard = { 'at-entrance': -76, 'in-corridor': -68, 'in-room': -55 };
    const at = seconds(places, 10, { at: 1000, heard });
    for (let late = 0; late < 30; late += 1)
      second(places, {
        at: at + late * 1000,
        heard: { 'at-entrance': -76, 'in-corridor': -68 },
        down: ['in-room'],
      });
    expect(places.placeOf(key)?.zone).toBe(room);
  });

  it('hears nothing of scanners that the plan does not have', () => {
    const places = placesWith();
    second(places, { at: 1000, heard: { 'of-the-neighbours': -40 } });
    expect(places.placeOf(key)).toBeNull();
    expect(places.size).toBe(0);
  });

  it('is nowhere after ten seconds of silence, and is forgotten', () => {
    const places = placesWith();
    const at = seconds(places, 5, { at: 1000, heard: { 'at-entrance': -55 } });
    seconds(places, 8, { at, heard: {} });
    expect(places.placeOf(key)?.zone).toBe(entrance);
    for (const scanner of allScanners) places.listening(at + 12_000, scanner);
    expect(places.tick(at + 12_000)).toEqual([{ key, place: null }]);
    expect(places.size).toBe(0);
  });
});

describe('what is kept', () => {
  const stranger = (number: number): IdentityKey => IdentityKey.parse(`stranger-${number}`);
  const hear = (places: ZoneTracker, at: number, who: IdentityKey): void => {
    places.hear({ at, scanner: 'at-entrance', key: who, rssi: -55 });
    places.hear({ at, scanner: 'in-room', key: who, rssi: -80 });
  };

  it('is bounded: a newcomer finds no room while all others are heard', () => {
    const places = placesWith({ keys: 2 });
    for (let at = 1000; at < 4000; at += 1000) {
      hear(places, at, key);
      for (let number = 0; number < 10_000; number += 1) hear(places, at, stranger(number));
      places.tick(at);
      expect(places.size).toBe(2);
    }
    expect(places.placeOf(key)?.zone).toBe(entrance);
    expect(places.placeOf(stranger(9999))).toBeNull();
  });

  it('makes room of the key that was silent for longest', () => {
    const places = placesWith({ keys: 2 });
    for (const [at, who] of [
      [1000, stranger(1)],
      [4000, stranger(2)],
      [4500, key],
      [5000, key],
      [5500, key],
    ] as const) {
      hear(places, at, who);
      places.tick(at);
    }
    expect(places.size).toBe(2);
    expect(places.placeOf(stranger(1))).toBeNull();
    expect(places.placeOf(key)?.zone).toBe(entrance);
  });
});
