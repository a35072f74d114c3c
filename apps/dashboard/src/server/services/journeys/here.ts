import { whoIsHere } from '@nanoedge/base';
import { and, desc, eq, gt, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { journeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { SiteInput } from '../site/schema.ts';
import { toView } from './to-view.ts';
import type { JourneyView } from './view.ts';

/** More people than any of our buildings holds; beyond it the plan shows those seen last. */
const mostPeople = 2000;

/**
 * Who is in the building now: of each person the newest journey, where it goes on and may still be
 * believed; newest first.
 */
export const listHere = async (
  deps: Deps,
  actor: Actor,
  input: SiteInput,
): Promise<JourneyView[]> => {
  demand(actor, 'movement.read', input);
  const now = deps.now();
  const newer = alias(journeys, 'newer');
  const rows = await deps.db
    .select()
    .from(journeys)
    .where(
      and(
        eq(journeys.site, input.site),
        eq(journeys.active, true),
        gt(journeys.believedUntil, now),
        notExists(
          deps.db
            .select({ one: sql`1` })
            .from(newer)
            .where(
              and(
                eq(newer.site, journeys.site),
                eq(newer.person, journeys.person),
                gt(newer.updatedAt, journeys.updatedAt),
              ),
            ),
        ),
      ),
    )
    .orderBy(desc(journeys.updatedAt), desc(journeys.id))
    .limit(mostPeople);
  return whoIsHere(
    rows.map((row) => toView({ actor, now }, row)),
    now,
  );
};
