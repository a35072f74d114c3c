import { hopNames, Journey as JourneySchema, parse } from '@nanoedge/protocol';
import { can } from '../../../policy/can.ts';
import type { journeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { maskJourney } from '../mask.ts';
import type { HopTime, JourneyView } from './view.ts';

/** A stored journey with the ms of each completed hop since the one before it. */
export const toView = (
  { actor, now }: { actor: Actor; now: number },
  row: typeof journeys.$inferSelect,
): JourneyView => {
  const journey = parse(JourneySchema, row.snapshot, 'stored journey');
  const hopTimes: HopTime[] = [];
  for (const name of hopNames) {
    const at = journey.hops[name];
    if (at === undefined) continue;
    const previous = hopTimes.at(-1);
    hopTimes.push({ name, at, sincePrevious: previous === undefined ? null : at - previous.at });
  }
  return {
    ...(can(actor, 'person.seeKeys', row) ? journey : maskJourney(journey)),
    startedAt: row.startedAt,
    active: row.active && row.believedUntil > now,
    hopTimes,
  };
};
