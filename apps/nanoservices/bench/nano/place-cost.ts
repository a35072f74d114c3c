/**
 * Says in JSON how long the zones of some keys take, in ms for each second and key: five zones and
 * six scanners that hear every key about three times a second, as in the recordings, and lessons so
 * long that every zone has as many spots as it may. Runs on Node and on the nano runtime.
 */
import process from 'node:process';
import { IdentityKey, ZoneId } from '@nanoedge/protocol';
import { expectedByPlan } from '../../src/main-controller/place/by-plan.ts';
import type { Expectations } from '../../src/main-controller/place/expectation.ts';
import { floorOf } from '../../src/main-controller/place/floor.ts';
import { Lesson } from '../../src/main-controller/place/lesson.ts';
import { calibratedTuning, uncalibratedTuning } from '../../src/main-controller/place/tuning.ts';
import { ZoneTracker } from '../../src/main-controller/place/zone-tracker.ts';

const zones = ['a', 'b', 'c', 'd', 'e'].map((id) => ZoneId.parse(id));
const scanners = [0, 0, 1, 2, 3, 4].map((at, index) => ({
  id: `s${index}`,
  zone: zones[at] ?? ZoneId.parse('a'),
}));
const floor = floorOf({
  zones,
  neighbours: zones.slice(1).map((zone, at) => [zones[at] ?? zone, zone] as const),
  scanners,
});
const keys = Array.from({ length: 5 }, (_one, at) => IdentityKey.parse(`key-${at}`));
const playedSeconds = 1;
const rounds = 60;
const packetsPerSecond = 3;

/** The same numbers in every run. */
const noise = ((): (() => number) => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
})();

const heardAs = (zone: number, scanner: number): number =>
  Math.round(-50 - 8 * Math.abs(zone - scanner) - 12 * noise());

const learned = (): Expectations => {
  const lesson = new Lesson({ floor, tuning: calibratedTuning });
  for (const [at, zone] of zones.entries()) {
    lesson.begin(zone);
    for (let time = 0; time < 600_000; time += calibratedTuning.stepMs) {
      for (const [index, { id }] of scanners.entries()) lesson.hear(id, heardAs(at, index));
      lesson.tick(time);
    }
  }
  return lesson.learned();
};

const costOfRound = (places: ZoneTracker, round: number): number => {
  const begin = performance.now();
  for (let packet = 0; packet < playedSeconds * packetsPerSecond; packet += 1) {
    const at = Math.round((round * playedSeconds + packet / packetsPerSecond) * 1000);
    for (const [number, key] of keys.entries())
      for (const [index, { id }] of scanners.entries())
        places.hear({ at, scanner: id, key, rssi: heardAs(number % zones.length, index) });
    places.tick(at);
  }
  return (performance.now() - begin) / playedSeconds / keys.length;
};

/** Of the quickest round: in the others the machine did something else besides. */
const costOf = (places: ZoneTracker): number =>
  Math.min(...Array.from({ length: rounds }, (_round, at) => costOfRound(places, at)));

const calibrated = new ZoneTracker({ floor, expectations: learned(), tuning: calibratedTuning });
const uncalibrated = new ZoneTracker({
  floor,
  expectations: expectedByPlan(floor),
  tuning: uncalibratedTuning,
  guessed: true,
});
const costs = { calibrated: costOf(calibrated), uncalibrated: costOf(uncalibrated) };
process.stdout.write(`${JSON.stringify(costs)}\n`);
process.exit(0);
