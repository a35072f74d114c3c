import type { ZoneId } from '@nanoedge/protocol';
import { seeded } from './seeded.ts';

type Point = readonly [x: number, y: number];

/** Where somebody is at a moment of their walk (ms since its beginning, metres on the plan). */
export interface WayPoint {
  atMs: number;
  at: [x: number, y: number];
  zone: ZoneId;
}

/** One stay of a walk; null: until they are told to leave. */
export interface PlannedStay {
  zone: ZoneId;
  fromMs: number;
  untilMs: number | null;
}

type Outlines = ReadonlyMap<ZoneId, readonly Point[]>;

/** How fast people walk in a building (m/s). */
const walkingSpeed = 1.2;

const middleOf = (points: readonly Point[]): Point => {
  const [x, y] = points.reduce<Point>(([sumX, sumY], [px, py]) => [sumX + px, sumY + py], [0, 0]);
  return [x / Math.max(1, points.length), y / Math.max(1, points.length)];
};

const between = ([x, y]: Point, [toX, toY]: Point, share: number): [number, number] => [
  x + (toX - x) * share,
  y + (toY - y) * share,
];

export const metresBetween = ([x, y]: Point, [toX, toY]: Point): number =>
  Math.hypot(toX - x, toY - y);

/** A spot inside, by drawing a corner towards the middle: whatever the shape, it stays in reach. */
const spotIn = (outline: readonly Point[], random: () => number): [number, number] => {
  const corner = Math.floor(random() * outline.length);
  const [from, to] = [outline[corner], outline[(corner + 1) % outline.length]];
  const middle = middleOf(outline);
  if (from === undefined || to === undefined) return [...middle];
  return between(middle, between(from, to, random()), 0.8 * Math.sqrt(random()));
};

/** Points half a metre apart along the outline. */
const alongside = (outline: readonly Point[]): Point[] =>
  outline.flatMap((from, corner) => {
    const to = outline[(corner + 1) % outline.length] ?? from;
    const steps = Math.max(1, Math.round(metresBetween(from, to) * 2));
    return Array.from({ length: steps }, (_step, at) => between(from, to, at / steps));
  });

/** Where one goes from one zone into the other: in the middle of where they are nearest. */
const doorBetween = (one: readonly Point[], other: readonly Point[]): Point => {
  const far = alongside(other);
  const near = alongside(one).map((point) => {
    const metres = Math.min(...far.map((each) => metresBetween(point, each)));
    return { point, metres };
  });
  const least = Math.min(...near.map(({ metres }) => metres));
  return middleOf(near.filter(({ metres }) => metres <= least + 0.3).map(({ point }) => point));
};

/**
 * The way through these stays: in at the door, to a spot, and on to the next door in time. The last
 * spot is a chair. The same seed walks the same way.
 */
export const wayThrough = (
  stays: readonly PlannedStay[],
  outlines: Outlines,
  seed: number,
): WayPoint[] => {
  const random = seeded(seed);
  const way: WayPoint[] = [];
  for (const [index, { zone, fromMs, untilMs }] of stays.entries()) {
    const outline = outlines.get(zone) ?? [[0, 0]];
    const before = way.at(-1);
    const spot = spotIn(outline, random);
    const start = before === undefined ? spotIn(outline, random) : before.at;
    way.push({ atMs: fromMs, at: start, zone });
    const next = stays[index + 1];
    const nextOutline = next === undefined ? undefined : outlines.get(next.zone);
    const exit = nextOutline === undefined ? spot : doorBetween(outline, nextOutline);
    const needMs = (metresBetween(start, spot) / walkingSpeed) * 1000;
    const leaveMs = (metresBetween(spot, exit) / walkingSpeed) * 1000;
    const lastsMs = untilMs === null ? Number.POSITIVE_INFINITY : untilMs - fromMs;
    // In a hurry there is no time for the spot
    if (needMs + leaveMs <= lastsMs) {
      way.push({ atMs: Math.round(fromMs + needMs), at: spot, zone });
      if (untilMs !== null) way.push({ atMs: Math.round(untilMs - leaveMs), at: [...spot], zone });
    }
    if (untilMs !== null) way.push({ atMs: untilMs, at: [...exit] as [number, number], zone });
  }
  return way;
};

/** Where a walker is, where to they look (radians), and how far they have gone. */
export interface OnTheWay {
  at: Point;
  zone: ZoneId;
  /** Null: they stand or sit. */
  heading: number | null;
  metres: number;
}

export const onTheWay = (way: readonly WayPoint[], ms: number): OnTheWay | null => {
  const [first] = way;
  if (first === undefined || ms < first.atMs) return null;
  let metres = 0;
  let from = first;
  for (const to of way.slice(1)) {
    const step = metresBetween(from.at, to.at);
    if (ms < to.atMs) {
      const share = (ms - from.atMs) / (to.atMs - from.atMs);
      const [dx, dy] = [to.at[0] - from.at[0], to.at[1] - from.at[1]];
      return {
        at: between(from.at, to.at, share),
        zone: from.zone,
        heading: step < 0.05 ? null : Math.atan2(dy, dx),
        metres: metres + step * share,
      };
    }
    metres += step;
    from = to;
  }
  return { at: from.at, zone: from.zone, heading: null, metres };
};
