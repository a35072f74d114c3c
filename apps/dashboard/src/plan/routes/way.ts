import type { FloorPlan, ZoneId } from '@nanoedge/protocol';
import { type Door, type Zone, zonesById } from '../floors.ts';
import { distance, type Point } from '../geometry/point.ts';
import { nearestOnBorder } from '../geometry/polygon.ts';
import { placeInside, type Walk, walkInside } from './inside.ts';
import { shortestWay, type Hop } from './shortest.ts';

/** A place on the way: in a zone, at one end of a door or at the beginning or end of the way. */
interface Place {
  key: string;
  zone: Zone;
  at: Point;
}

/** What changing the floor costs besides, in metres that one could walk instead. */
const climb: Readonly<Record<Door['kind'], number>> = { door: 0, stairs: 8, lift: 12 };

/** A light is on the way where going by it is no longer than this, in metres. */
const detourMetres = 2;

/** One zone of a way, and how one walks in it. */
export interface ZoneWalk {
  zone: Zone;
  walk: Walk;
  waypoints: string[];
}

const placesOf = (plan: FloorPlan): { door: Door; ends: [Place, Place] }[] => {
  const known = zonesById(plan);
  return (plan.doors ?? []).flatMap((door) => {
    const [first, second] = door.zones.map((id) => known.get(id));
    if (first === undefined || second === undefined) return [];
    const end = (zone: Zone, side: string, at: Point): Place => ({
      key: `${side} ${door.id}`,
      zone,
      at: door.kind === 'door' ? (nearestOnBorder(zone.outline, at) ?? at) : at,
    });
    return [{ door, ends: [end(first, 'from', door.at), end(second, 'to', door.to ?? door.at)] }];
  });
};

const through = (
  { waypoints }: FloorPlan,
  [from, to]: readonly [Place, Place],
): Omit<ZoneWalk, 'zone'> => {
  const { id, outline } = from.zone;
  const direct = walkInside(outline, from.at, to.at);
  const passed = waypoints
    .filter(({ zone }) => zone === id)
    .map((waypoint) => {
      const before = walkInside(outline, from.at, waypoint.at).metres;
      const after = walkInside(outline, waypoint.at, to.at).metres;
      return { ...waypoint, before, detour: before + after - direct.metres };
    })
    .filter(({ detour }) => detour <= detourMetres)
    .toSorted((a, b) => a.before - b.before);
  const stops = [from.at, ...passed.map(({ at }): Point => at), to.at];
  const walks = stops
    .slice(1)
    .map((stop, index) => walkInside(outline, stops[index] ?? stop, stop));
  return {
    waypoints: passed.map((waypoint) => waypoint.id),
    walk: {
      path: [from.at, ...walks.flatMap(({ path }) => path.slice(1))],
      metres: walks.reduce((sum, { metres }) => sum + metres, 0),
    },
  };
};

/**
 * The shortest way from one zone into another through doors, stairs and lifts: the zones it goes
 * through, in each the walk past its lights. Null when none leads there.
 */
export const findWay = (plan: FloorPlan, from: ZoneId, to: ZoneId): ZoneWalk[] | null => {
  const known = zonesById(plan);
  const [first, last] = [known.get(from), known.get(to)];
  if (first === undefined || last === undefined || first === last) return null;
  const start: Place = { key: 'start', zone: first, at: placeInside(first.outline) };
  const goal: Place = { key: 'goal', zone: last, at: placeInside(last.outline) };
  const doors = placesOf(plan);
  const ends = [...doors.flatMap(({ ends: both }) => both), goal];
  const stepsFrom = (place: Place): Hop<Place>[] => [
    ...ends
      .filter((next) => next.zone === place.zone && next.key !== place.key)
      .map((next) => ({
        to: next,
        metres: walkInside(place.zone.outline, place.at, next.at).metres,
      })),
    ...doors.flatMap(({ door, ends: [one, other] }) => {
      const across = place.key === one.key ? other : place.key === other.key ? one : null;
      if (across === null) return [];
      const metres = door.kind === 'door' ? distance(one.at, other.at) : climb[door.kind];
      return [{ to: across, metres }];
    }),
  ];
  const found = shortestWay({ from: start, to: goal }, stepsFrom, ({ key }) => key);
  if (found === null) return null;
  return found.way.flatMap((place, index) => {
    const next = found.way[index + 1];
    return next === undefined || next.zone !== place.zone
      ? []
      : [{ zone: place.zone, ...through(plan, [place, next]) }];
  });
};
