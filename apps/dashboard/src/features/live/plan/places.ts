import { believedUntil, hasEnded, newestOfEach } from '@nanoedge/base';
import type { FloorPlan, Journey } from '@nanoedge/protocol';
import type { SeenJourney } from '@/browser/live/reduce.ts';
import type { Point } from '@/plan/geometry/point.ts';
import { centroid } from '@/plan/geometry/polygon.ts';

/**
 * The polyline from one zone to another over the plan's routes, walked in either direction; null
 * when none leads there.
 */
export const routeBetween = (
  plan: FloorPlan,
  from: string,
  to: string,
): readonly Point[] | null => {
  const edges = plan.routes.flatMap((route) => [
    { from: String(route.from), to: String(route.to), path: route.path },
    { from: String(route.to), to: String(route.from), path: route.path.toReversed() },
  ]);
  const reached = new Map<string, readonly Point[]>([[from, []]]);
  const queue = [from];
  for (let zone = queue.shift(); zone !== undefined; zone = queue.shift()) {
    if (zone === to) return reached.get(zone) ?? null;
    for (const edge of edges.filter(
      (candidate) => candidate.from === zone && !reached.has(candidate.to),
    )) {
      reached.set(edge.to, [...(reached.get(zone) ?? []), ...edge.path]);
      queue.push(edge.to);
    }
  }
  return null;
};

/** The point at `share` (0 to 1) of a polyline's length. */
export const pointAlong = (path: readonly Point[], share: number): Point => {
  const lengths = path
    .slice(1)
    .map(([x, y], index) => Math.hypot(x - (path[index]?.[0] ?? x), y - (path[index]?.[1] ?? y)));
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(1, Math.max(0, share));
  for (const [index, length] of lengths.entries()) {
    const [x1, y1] = path[index] ?? [0, 0];
    const [x2, y2] = path[index + 1] ?? [x1, y1];
    if (left <= length && length > 0)
      return [x1 + ((x2 - x1) * left) / length, y1 + ((y2 - y1) * left) / length];
    left -= length;
  }
  return path.at(-1) ?? [0, 0];
};

/**
 * Moves a polyline sideways (to the right of walking) by `distance`, so that the ways of several
 * people stay apart and parallel; at a bend the point lies on both of the moved legs.
 */
export const beside = (path: readonly Point[], distance: number): readonly Point[] =>
  path.map(([x, y], index) => {
    const [after, before] = [normalOf(path, index), normalOf(path, index - 1)];
    const [[ax, ay], [bx, by]] = [after ?? before ?? [0, 0], before ?? after ?? [0, 0]];
    const reach = distance / Math.max(0.25, 1 + ax * bx + ay * by);
    return [x + (ax + bx) * reach, y + (ay + by) * reach];
  });

/**
 * The unit vector to the right of the leg that starts at `index`; null when there is none, or it
 * has no length.
 */
const normalOf = (path: readonly Point[], index: number): Point | null => {
  const [from, to] = [path[index], path[index + 1]];
  if (from === undefined || to === undefined) return null;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return length === 0 ? null : [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
};

export interface PlacedPerson {
  journey: Journey;
  at: Point;
  zone: string;
  /**
   * `here`: in the zone. `walking`: between zones, so the place is an estimate. `refused`, `gone`:
   * leaves the plan soon.
   */
  manner: 'here' | 'walking' | 'refused' | 'gone';
  /** The way that is lit for them. */
  path: readonly Point[] | null;
}

/** How long somebody who is turned away, unheard or lost stays on the plan. */
export const lingerMs = 20_000;
/** The paper's walk of Fig. 7; between two sensors nobody knows better. */
const walkMs = 10_000;
const farthest = 0.82;
const laneMetres = 0.45;
const columnMetres = 2.1;
const rowMetres = 1.5;

const lingers: ReadonlySet<Journey['state']> = new Set(['refused', 'unrecognised', 'lost']);

const isOnPlan = ({ journey, stateSince }: SeenJourney, now: number): boolean =>
  hasEnded(journey.state)
    ? lingers.has(journey.state) && now - stateSince < lingerMs
    : now < believedUntil(journey);

/**
 * Where everybody stands at `now` (page's clock), from the journeys alone: each person once, where
 * their newest journey put them. Oldest first, so that places stay.
 */
export const placePeople = (
  plan: FloorPlan,
  journeys: Iterable<SeenJourney>,
  now: number,
): PlacedPerson[] => {
  const all = [...journeys];
  const newest = new Set(newestOfEach(all.map(({ journey }) => journey)));
  const shown = all
    .filter((seen) => newest.has(seen.journey) && isOnPlan(seen, now))
    .toSorted((a, b) => a.journey.id.localeCompare(b.journey.id));
  const taken = new Map<string, number>();
  let lane = 0;
  return shown.map(({ journey, stateSince }) => {
    const path = wayOf(plan, journey);
    if (journey.state === 'guiding' && path !== null) {
      const own = beside(path, laneOffset(lane++));
      const share = Math.min(farthest, Math.max(0, (now - stateSince) / walkMs) * farthest);
      return {
        journey,
        at: pointAlong(own, share),
        zone: journey.zone,
        manner: 'walking',
        path: own,
      };
    }
    const zone = String(journey.zone);
    const place = taken.get(zone) ?? 0;
    taken.set(zone, place + 1);
    const manner =
      journey.state === 'refused' ? 'refused' : hasEnded(journey.state) ? 'gone' : 'here';
    return { journey, at: placeIn(plan, zone, place), zone, manner, path: null };
  });
};

const laneOffset = (lane: number): number =>
  (lane % 2 === 0 ? 1 : -1) * Math.ceil(lane / 2) * laneMetres;

const wayOf = (plan: FloorPlan, journey: Journey): readonly Point[] | null => {
  const goal = plan.zones.find((zone) => zone.room !== null && zone.room === journey.meeting?.room);
  return goal === undefined ? null : routeBetween(plan, journey.entered, goal.id);
};

/**
 * Places in a zone: columns as its width allows, filled from the middle outwards, then the rows
 * below and above.
 */
const placeIn = (plan: FloorPlan, zone: string, index: number): Point => {
  const outline = plan.zones.find((candidate) => candidate.id === zone)?.outline;
  if (outline === undefined) return [plan.width / 2, plan.height / 2];
  const [x, y] = centroid(outline);
  const across = outline.map(([corner]) => corner);
  const columns = Math.max(
    1,
    Math.floor((Math.max(...across) - Math.min(...across)) / columnMetres),
  );
  const inOrder = Array.from(
    { length: columns },
    (_, column) => column - (columns - 1) / 2,
  ).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const row = [0, 1, -1][Math.floor(index / columns) % 3] ?? 0;
  return [x + (inOrder[index % columns] ?? 0) * columnMetres, y + row * rowMetres];
};

/** The name of the zone whose bounds hold a point; undefined outside of all. */
export const zoneAt = (plan: FloorPlan, [px, py]: Point): string | undefined =>
  plan.zones.find(({ outline }) => {
    const [across, down] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
    return (
      px >= Math.min(...across) &&
      px <= Math.max(...across) &&
      py >= Math.min(...down) &&
      py <= Math.max(...down)
    );
  })?.name;

export interface LabelPlace {
  x: number;
  y: number;
  end: boolean;
}

/**
 * The corner of a zone where its name hides the fewest devices and things, top left when it does
 * not matter. In metres; `end`: the text ends there.
 */
export const labelPlace = (plan: FloorPlan, outline: readonly Point[]): LabelPlace => {
  const [left, right] = [
    Math.min(...outline.map(([x]) => x)),
    Math.max(...outline.map(([x]) => x)),
  ];
  const [top, bottom] = [
    Math.min(...outline.map(([, y]) => y)),
    Math.max(...outline.map(([, y]) => y)),
  ];
  const marks = [...plan.devices, ...plan.things].map(({ at }) => at);
  const corners = [
    { x: left, y: top, end: false },
    { x: right, y: top, end: true },
    { x: left, y: bottom, end: false },
    { x: right, y: bottom, end: true },
  ];
  const inwards = (from: number, to: number, low: boolean) => (low ? to - from : from - to);
  const hidden = ({ x, y }: LabelPlace) =>
    marks.filter(([mx, my]) => {
      const [dx, dy] = [inwards(x, mx, x === left), inwards(y, my, y === top)];
      return dx > 0 && dx < labelMetres[0] && dy > 0 && dy < labelMetres[1];
    }).length;
  return corners.toSorted((a, b) => hidden(a) - hidden(b))[0] ?? { x: left, y: top, end: false };
};

const labelMetres: Point = [3.2, 1.3];
