import { epochMs } from '@nanoedge/base';
import { heardLevel, seeded, seedOf, wayThrough, type PlannedStay } from '@nanoedge/base/radio';
import {
  ModelledRadio,
  parse,
  ZoneId,
  type IdentityKey,
  type PlaceLesson,
} from '@nanoedge/protocol';
import { type BuildingPlan, floorOfPlan } from './building.ts';
import { Lesson } from '../../src/main-controller/place/lesson.ts';
import { storedZones } from '../../src/main-controller/place/stored-lesson.ts';
import { calibratedTuning } from '../../src/main-controller/place/tuning.ts';
import type { Visit } from './visit-building.ts';

const zone = (id: string): ZoneId => ZoneId.parse(id);

const box = (
  [left, top]: [number, number],
  [right, bottom]: [number, number],
): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** An entrance, a corridor of 15 m, and two rooms side by side at it (m). */
const outlines = new Map<ZoneId, [number, number][]>([
  [zone('entrance'), box([0, 0], [5, 7])],
  [zone('corridor'), box([5, 4], [20, 7])],
  [zone('borealis'), box([5, 0], [12, 4])],
  [zone('aurora'), box([12, 0], [20, 4])],
]);

export const modelledPlan: BuildingPlan = {
  zones: [...outlines.keys()],
  rooms: ['borealis', 'aurora'],
  doors: [
    ['entrance', 'corridor'],
    ['corridor', 'borealis'],
    ['corridor', 'aurora'],
  ],
};

/** Each world hangs its scanners elsewhere: about the middle of each zone, as one would. */
const margin = 0.35;

const scannersOf = (world: number) => {
  const random = seeded(seedOf(world, 'scanners'));
  return [...outlines].map(([id, [[left, top] = [0, 0], , [right, bottom] = [0, 0]]]) => ({
    zone: id,
    at: [
      left + (right - left) * (margin + (1 - 2 * margin) * random()),
      top + (bottom - top) * (margin + (1 - 2 * margin) * random()),
    ],
  }));
};

/** How a key is heard in a world on these stays. */
const radioOf = (world: number, stays: readonly PlannedStay[], seed: number): ModelledRadio =>
  parse(
    ModelledRadio,
    {
      kind: 'modelled',
      seed,
      scanners: scannersOf(world),
      way: wayThrough(stays, outlines, seed),
    },
    'radio',
  );

/** In at the entrance, along the corridor, most of a minute in the room, and out again the same way. */
export const modelledVisit = (
  world: number,
  { key, room, fromMs }: { key: IdentityKey; room: string; fromMs: number },
): Visit => {
  const seed = seedOf(world, key);
  const stays: PlannedStay[] = [];
  for (const [id, ms] of [
    ['entrance', 6_000],
    ['corridor', room === 'aurora' ? 14_000 : 8_000],
    [room, 40_000],
    ['corridor', room === 'aurora' ? 12_000 : 7_000],
    ['entrance', 5_000],
  ] as const) {
    const from = stays.at(-1)?.untilMs ?? fromMs;
    stays.push({ zone: zone(id), fromMs: from, untilMs: from + ms });
  }
  return { key, stays, radio: radioOf(world, stays, seed), seed };
};

/** What somebody taught who walked about for half a minute in each zone of a world. */
export const modelledLesson = (world: number): PlaceLesson => {
  const floor = floorOfPlan(modelledPlan);
  const lesson = new Lesson({ floor, tuning: calibratedTuning });
  for (const [taught, id] of floor.zones.entries()) {
    lesson.begin(id);
    const stays = Array.from({ length: 3 }, (_part, part) => ({
      zone: id,
      fromMs: part * 10_000,
      untilMs: (part + 1) * 10_000,
    }));
    const radio = radioOf(world, stays, seedOf(world, 'lesson', id));
    for (let number = 1; number <= 30; number += 1) {
      for (const each of floor.zones) {
        const level = heardLevel(radio, each, { ms: number * 1000, number, key: 0 });
        if (level !== null) lesson.hear(each, level);
      }
      lesson.tick(taught * 60_000 + number * 1000);
    }
  }
  return { taughtAt: epochMs(0), zones: storedZones(floor, lesson.learned()) };
};
