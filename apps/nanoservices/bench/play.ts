import { epochMs } from '@nanoedge/base';
import { IdentityKey, type ZoneId } from '@nanoedge/protocol';
import type { Expectations } from '../src/main-controller/place/expectation.ts';
import type { Floor } from '../src/main-controller/place/floor.ts';
import { Lesson, type LessonPrior } from '../src/main-controller/place/lesson.ts';
import { expectedByLesson, storedZones } from '../src/main-controller/place/stored-lesson.ts';
import { ZoneTracker } from '../src/main-controller/place/zone-tracker.ts';
import type { PlaceTuning } from '../src/main-controller/place/tuning.ts';
import type { ZoneRow } from './trace.ts';

/** What was said at one moment of a recording, beside the truth. */
export interface Said {
  at: number;
  truth: ZoneId;
  zone: ZoneId | null;
}

export interface Setting {
  floor: Floor;
  tuning: PlaceTuning;
  prior?: LessonPrior;
  /** Whether the expectations come from the plan alone. */
  guessed?: boolean;
}

const key = IdentityKey.parse('tag');

/** Plays a recording row by row, as it would have come in; all scanners listen all the time. */
export const play = (
  rows: readonly ZoneRow[],
  { floor, tuning, guessed = false }: Setting,
  expectations: Expectations,
): Said[] => {
  const places = new ZoneTracker({ floor, expectations, tuning, guessed });
  const scanners = [...floor.scannerAt.keys()];
  return rows.map(({ at, zone: truth, strengths }) => {
    for (const [index, scanner] of scanners.entries()) {
      places.listening(at, scanner);
      const rssi = strengths[index] ?? null;
      if (rssi !== null) places.hear({ at, scanner, key, rssi });
    }
    places.look(at, key);
    places.tick(at);
    return { at, truth, zone: places.placeOf(key)?.zone ?? null };
  });
};

/**
 * Learns from rows in the order of time; where the zone changes or rows are missing it begins anew.
 * What it lets expect is what main-controller's config would hold of it.
 */
export const learnFrom = (
  rows: readonly ZoneRow[],
  { floor, tuning, prior }: Setting,
): Expectations => {
  const lesson = new Lesson({ floor, tuning, ...(prior === undefined ? {} : { prior }) });
  const scanners = [...floor.scannerAt.keys()];
  let last: ZoneRow | undefined;
  for (const row of rows) {
    if (last?.zone !== row.zone || row.at - last.at > 1000) lesson.begin(row.zone);
    for (const [index, scanner] of scanners.entries()) {
      const rssi = row.strengths[index] ?? null;
      if (rssi !== null) lesson.hear(scanner, rssi);
    }
    lesson.tick(row.at);
    last = row;
  }
  const zones = storedZones(floor, lesson.learned());
  return expectedByLesson(floor, { taughtAt: epochMs(0), zones });
};
