import { and, asc, eq } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import { events, journeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { storedEvent } from '../events/list.ts';
import { maskEvent } from '../mask.ts';
import type { JourneyRef } from './schema.ts';
import { toView } from './to-view.ts';
import type { JourneyDetail } from './view.ts';

/** One journey with its events, oldest first. */
export const getJourney = async (
  deps: Deps,
  actor: Actor,
  input: JourneyRef,
): Promise<JourneyDetail> => {
  const [row] = await deps.db.select().from(journeys).where(eq(journeys.id, input.id)).limit(1);
  if (row === undefined) throw new NotFound('journey', input.id);
  demand(actor, 'movement.read', { site: row.site, as: ['journey', row.id] });
  const found = (
    await deps.db
      .select()
      .from(events)
      .where(and(eq(events.site, row.site), eq(events.journey, input.id)))
      .orderBy(asc(events.id))
      .limit(500)
  ).map(storedEvent);
  return {
    ...toView({ actor, now: deps.now() }, row),
    events: can(actor, 'person.seeKeys', row) ? found : found.map(maskEvent),
  };
};
