import { type EpochMs, parse, PlaceLesson, ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { expectedByPlan } from './by-plan.ts';
import { floorOf } from './floor.ts';
import { Lesson } from './lesson.ts';
import { expectedByLesson, storedZones } from './stored-lesson.ts';
import { calibratedTuning as tuning } from './tuning.ts';

const [near, far, later] = ['near', 'far', 'later'].map((id) => ZoneId.parse(id)) as [
  ZoneId,
  ZoneId,
  ZoneId,
];
const floorWith = (...zones: ZoneId[]) =>
  floorOf({ zones, neighbours: [], scanners: zones.map((zone) => ({ id: zone, zone })) });
const floor = floorWith(near, far);

const taught = () => {
  const lesson = new Lesson({ floor, tuning });
  for (const zone of [near, far]) {
    lesson.begin(zone);
    for (let at = 0; at < 60_000; at += tuning.stepMs) {
      lesson.hear(near, zone === near ? -55 - at / 6000 : -80);
      if (zone === far) lesson.hear(far, -60);
      lesson.tick(at);
    }
  }
  return lesson.learned();
};
const kept = (): PlaceLesson => ({ taughtAt: 1 as EpochMs, zones: storedZones(floor, taught()) });

describe('a lesson that is kept', () => {
  it('is what its schema takes, also as text', () => {
    expect(parse(PlaceLesson, JSON.parse(JSON.stringify(kept())), 'lesson')).toEqual(kept());
  });

  it('lets expect what was learned, but for what is rounded away', () => {
    const learned = taught();
    for (const [zone, spots] of expectedByLesson(floor, kept()).entries())
      for (const [spot, scanners] of spots.entries())
        for (const [scanner, { mean, spread, silence }] of scanners.entries()) {
          const was = learned[zone]?.[spot]?.[scanner];
          expect(mean).toBeCloseTo(was?.mean ?? 0, 0);
          expect(spread).toBeCloseTo(was?.spread ?? 0, 1);
          expect(Math.abs(silence - (was?.silence ?? 0))).toBeLessThan(0.002);
        }
    expect(learned[0]?.length).toBeGreaterThan(1);
  });

  it('asks the plan about zones and scanners that came later', () => {
    const wider = floorWith(near, far, later);
    const expected = expectedByLesson(wider, kept());
    const planned = expectedByPlan(wider);
    expect(expected[2]).toEqual(planned[2]);
    expect(expected[0]?.[0]?.[2]).toEqual(planned[0]?.[0]?.[2]);
    expect(expected[0]?.[0]?.[0]?.mean).not.toBe(planned[0]?.[0]?.[0]?.mean);
  });
});
