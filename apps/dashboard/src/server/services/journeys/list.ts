import { and, desc, eq, gt, lt } from 'drizzle-orm';
import { journeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { ListJourneysInput } from './schema.ts';
import { toView } from './to-view.ts';
import type { JourneyView } from './view.ts';

/** Journeys of a site, newest first. */
export const listJourneys = async (
  deps: Deps,
  actor: Actor,
  input: ListJourneysInput,
): Promise<JourneyView[]> => {
  demand(actor, 'movement.read', input);
  const rows = await deps.db
    .select()
    .from(journeys)
    .where(
      and(
        eq(journeys.site, input.site),
        input.active
          ? and(eq(journeys.active, true), gt(journeys.believedUntil, deps.now()))
          : undefined,
        input.before === undefined ? undefined : lt(journeys.startedAt, input.before),
        input.meeting === undefined ? undefined : eq(journeys.meeting, input.meeting),
        input.person === undefined ? undefined : eq(journeys.person, input.person),
      ),
    )
    .orderBy(desc(journeys.startedAt), desc(journeys.id))
    .limit(input.limit);
  return rows.map((row) => toView({ actor, now: deps.now() }, row));
};
