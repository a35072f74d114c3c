import { type FloorPlan, WalkCommand, parse, type ZoneId } from '@nanoedge/protocol';

/** How long somebody stands at the entrance and walks the corridor, in ms at pace 1. */
const entranceMs = 4_000;
const corridorMs = 10_000;

/**
 * The way from the entrance along the corridor into a room, open at its end. Where the plan has no
 * such zone, it is left out.
 */
export const legsTo = (plan: FloorPlan, room: ZoneId, pace: number): WalkCommand['legs'] => {
  const zoneOf = (kind: 'entrance' | 'corridor'): ZoneId | undefined =>
    plan.zones.find((zone) => zone.kind === kind)?.id;
  const stays: { zone: ZoneId | undefined; ms: number }[] = [
    { zone: zoneOf('entrance'), ms: entranceMs },
    { zone: zoneOf('corridor'), ms: corridorMs },
  ];
  const legs: { zone: ZoneId; fromMs: number; untilMs: number | null }[] = [];
  let at = 0;
  for (const { zone, ms } of stays) {
    if (zone === undefined) continue;
    const until = at + Math.round(ms / pace);
    legs.push({ zone, fromMs: at, untilMs: until });
    at = until;
  }
  return parse(
    WalkCommand.shape.legs,
    [...legs, { zone: room, fromMs: at, untilMs: null }],
    'legs',
  );
};
