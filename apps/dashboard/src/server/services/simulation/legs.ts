import { type FloorPlan, WalkCommand, parse, type ZoneId } from '@nanoedge/protocol';
import { findWay } from '../../../plan/routes/way.ts';

/** How long somebody stands at the entrance and walks each zone on the way, in ms at pace 1. */
const entranceMs = 4_000;
const corridorMs = 10_000;

/** The zones before a room on the shortest way through the doors of the plan. */
const throughDoors = (plan: FloorPlan, room: ZoneId): ZoneId[] | null => {
  const ways = plan.zones
    .filter(({ kind }) => kind === 'entrance')
    .flatMap(({ id }) => {
      const stays = findWay(plan, id, room);
      if (stays === null) return [];
      const metres = stays.reduce((sum, { walk }) => sum + walk.metres, 0);
      return [{ metres, zones: stays.slice(0, -1).map(({ zone }) => zone.id) }];
    });
  return ways.toSorted((a, b) => a.metres - b.metres)[0]?.zones ?? null;
};

/** The entrance and the corridor, those that there are. */
const byKind = ({ zones }: FloorPlan): ZoneId[] =>
  (['entrance', 'corridor'] as const).flatMap((kind) => {
    const zone = zones.find((candidate) => candidate.kind === kind);
    return zone === undefined ? [] : [zone.id];
  });

/**
 * The way from the nearest entrance into a room, open at its end: through the doors of the plan; where
 * it has none that lead there, along the corridor.
 */
export const legsTo = (plan: FloorPlan, room: ZoneId, pace: number): WalkCommand['legs'] => {
  const entrances = new Set(
    plan.zones.filter(({ kind }) => kind === 'entrance').map(({ id }) => id),
  );
  const legs: { zone: ZoneId; fromMs: number; untilMs: number | null }[] = [];
  let at = 0;
  for (const zone of throughDoors(plan, room) ?? byKind(plan)) {
    const until = at + Math.round((entrances.has(zone) ? entranceMs : corridorMs) / pace);
    legs.push({ zone, fromMs: at, untilMs: until });
    at = until;
  }
  return parse(
    WalkCommand.shape.legs,
    [...legs, { zone: room, fromMs: at, untilMs: null }],
    'legs',
  );
};
