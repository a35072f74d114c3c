import { IdentityKey, ZoneId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { floorOf } from './floor.ts';
import { Lesson } from './lesson.ts';
import { ZoneTracker } from './zone-tracker.ts';
import { LessonSpots, wholeOf } from './spots.ts';
import { calibratedTuning } from './tuning.ts';

const near = ZoneId.parse('near');
const far = ZoneId.parse('far');
const tuning = { ...calibratedTuning, stepMs: 500 };
const key = IdentityKey.parse('bob');
const floor = floorOf({
  zones: [near, far],
  neighbours: [[near, far]],
  scanners: [
    { id: 'one', zone: near },
    { id: 'two', zone: far },
  ],
});

/** Thirty seconds in each zone, where the plan would say the opposite. */
const taught = (): Lesson => {
  const lesson = new Lesson({ floor, tuning });
  for (const [zone, one] of [
    [near, -75],
    [far, -55],
  ] as const) {
    lesson.begin(zone);
    for (let at = 0; at < 30_000; at += 500) {
      lesson.hear('one', one);
      lesson.tick(at);
    }
  }
  return lesson;
};

it('learns mean and silence of each zone and scanner from thirty seconds', () => {
  const lesson = taught();
  expect(lesson.taughtMs(near)).toBe(30_000);
  const [[spot] = []] = lesson.learned();
  const [one, two] = spot ?? [];
  expect(one?.mean).toBeLessThan(-68);
  expect(one?.silence).toBeLessThan(0.01);
  expect(two?.silence).toBeGreaterThan(0.95);
});

it('counts the time that was taught, however seldom it is told', () => {
  const lesson = new Lesson({ floor, tuning: { ...tuning, stepMs: 300 } });
  lesson.begin(near);
  for (let at = 0; at <= 30_000; at += 1000) lesson.tick(at);
  expect(lesson.taughtMs(near)).toBe(30_300);
  expect(lesson.taughtMs(far)).toBe(0);
});

it('lets what was learned decide against what the plan lets expect', () => {
  const places = new ZoneTracker({ floor, expectations: taught().learned(), tuning });
  for (let at = 1000; at < 6000; at += 500) {
    places.listening(at, 'two');
    places.hear({ at, scanner: 'one', key, rssi: -56 });
    places.tick(at);
  }
  expect(places.placeOf(key)?.zone).toBe(far);
});

it('expects in a zone that was not taught what the plan lets expect', () => {
  const [[spot] = []] = new Lesson({ floor, tuning }).learned();
  const [one, two] = spot ?? [];
  expect(one?.mean).toBeGreaterThan(two?.mean ?? 0);
});

it('keeps a bounded number of stretches however long the lesson is, and loses no count', () => {
  const spots = new LessonSpots({ scanners: 1, length: 2, most: 4 });
  for (let step = 0; step < 1001; step += 1) spots.count([-60]);
  expect(spots.all().length).toBeLessThanOrEqual(4);
  expect(wholeOf(spots.all(), 1)).toMatchObject([{ heard: 1001, sum: -60_060 }]);
});
