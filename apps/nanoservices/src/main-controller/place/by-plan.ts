import type { Expectation, Expectations } from './expectation.ts';
import type { Floor, Spot } from './floor.ts';

/** What radio does in a building. Only differences matter: `fit` takes out a common shift. */
export interface Radio {
  /** One metre away, with nothing between (dBm). */
  atOneMetre: number;
  /** What ten times the distance costs (dB). */
  decade: number;
  /** What the way through one more zone's walls costs (dB). */
  wall: number;
  /** How far strengths scatter around that (dB). */
  scatter: number;
  /** The share of steps in which a key in the scanner's own zone is not heard; twice a door. */
  silence: number;
}

export const usualRadio: Radio = {
  atOneMetre: -45,
  decade: 15,
  wall: 6,
  scatter: 5,
  silence: 0.02,
};

/** How far apart the points are at which a zone is looked at (m), and how many at most a side. */
const gridStep = 0.5;
const gridPoints = 12;

/** However far it is, it may be heard. */
const mostSilence = 0.5;

/** Of a zone or scanner without a place on the plan, as if zones were this far apart (m). */
const typicalDistance = 3;

/** What the plan alone lets expect: the nearer, and the fewer walls between, the stronger. */
export const expectedByPlan = (floor: Floor, radio: Radio = usualRadio): Expectations =>
  floor.hops.map((doors, zone) => {
    const points = pointsIn(floor.outlines[zone] ?? null);
    return [
      doors.map((hops, scanner) =>
        expectedAt(distances(points, floor.spots[scanner] ?? null, hops), hops, radio),
      ),
    ];
  });

const distances = (points: readonly Spot[], spot: Spot | null, hops: number): number[] =>
  spot === null || points.length === 0
    ? [typicalDistance * (hops + 1)]
    : points.map(([x, y]) => Math.hypot(x - spot[0], y - spot[1]));

const expectedAt = (metres: readonly number[], hops: number, radio: Radio): Expectation => {
  const levels = metres.map(
    (distance) =>
      radio.atOneMetre - radio.decade * Math.log10(Math.max(distance, 1)) - radio.wall * hops,
  );
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
  const silence = Math.min(mostSilence, radio.silence * 2 ** hops);
  return { mean, spread: Math.sqrt(variance + radio.scatter ** 2), silence };
};

/** Points on a grid that lie inside; none of a zone without an outline. */
const pointsIn = (outline: readonly Spot[] | null): Spot[] => {
  if (outline === null) return [];
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return along(xs).flatMap((x) =>
    along(ys).flatMap((y): Spot[] => (isInside(x, y, outline) ? [[x, y]] : [])),
  );
};

const along = (values: readonly number[]): number[] => {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const count = Math.min(gridPoints, Math.max(1, Math.round((to - from) / gridStep)));
  return Array.from({ length: count }, (_point, at) => from + ((at + 0.5) * (to - from)) / count);
};

/** A ray to the right crosses the outline an odd number of times. */
const isInside = (x: number, y: number, outline: readonly Spot[]): boolean => {
  let inside = false;
  let [lastX, lastY] = outline.at(-1) ?? [0, 0];
  for (const [cornerX, cornerY] of outline) {
    const crosses = cornerY > y !== lastY > y;
    if (crosses && x < ((lastX - cornerX) * (y - cornerY)) / (lastY - cornerY) + cornerX)
      inside = !inside;
    [lastX, lastY] = [cornerX, cornerY];
  }
  return inside;
};
