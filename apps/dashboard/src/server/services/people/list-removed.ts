import { dayMs, personUndoDays } from '@nanoedge/base';
import { and, desc, eq, isNotNull, type SQL } from 'drizzle-orm';
import { people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { SiteInput } from '../site/schema.ts';
import type { RemovedPerson } from './view.ts';

/** People who were deleted and can still be brought back, the last one first. */
export const loadRemoved = async (deps: Deps, where: SQL | undefined): Promise<RemovedPerson[]> => {
  const rows = await deps.db
    .select()
    .from(people)
    .where(and(where, isNotNull(people.removedAt), isNotNull(people.removal)))
    .orderBy(desc(people.removedAt));
  return rows.map(({ id, name, initials, colour, removedAt, removal }) => {
    const at = removedAt?.getTime() ?? deps.now();
    return {
      id,
      name,
      initials,
      colour,
      removedAt: at,
      removedBy: removal?.by ?? '',
      until: at + personUndoDays * dayMs,
      keys: removal?.keys.length ?? 0,
      takenMeetings: removal?.meetings.length ?? 0,
    };
  });
};

export const listRemovedPeople = (
  deps: Deps,
  actor: Actor,
  input: SiteInput,
): Promise<RemovedPerson[]> => {
  demand(actor, 'person.edit', input);
  return loadRemoved(deps, eq(people.site, input.site));
};
