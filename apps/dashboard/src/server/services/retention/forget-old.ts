import { asc, inArray } from 'drizzle-orm';
import { audit, events, journeys } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

/** For how many days each kind of history is kept; 0: for ever. */
export interface HistoryKept {
  events: number;
  audit: number;
}

/** How many rows are looked at and deleted by one statement: ingest waits for none of them long. */
const batch = 5_000;

const dayMs = 86_400_000;

/** The oldest rows, by the order in which they came. */
interface Oldest<Id> {
  id: Id;
  at: number;
}

/**
 * Deletes the oldest rows while they are older than `before`, a batch at a time. Gives how many
 * went.
 */
const forget = async <Id>(
  before: number,
  oldest: () => Promise<Oldest<Id>[]>,
  remove: (ids: Id[]) => Promise<unknown>,
): Promise<number> => {
  let count = 0;
  for (;;) {
    const found = await oldest();
    const ids = found.filter(({ at }) => at < before).map(({ id }) => id);
    if (ids.length > 0) await remove(ids);
    count += ids.length;
    if (ids.length === 0 || found.length < batch) return count;
  }
};

/** Deletes events, journeys and the audit trail beyond the days that they are kept. */
export const forgetOld = async (
  { db, now, log }: Deps,
  kept: HistoryKept,
): Promise<{ events: number; journeys: number; audit: number }> => {
  const before = (days: number): number => (days === 0 ? 0 : now() - days * dayMs);
  const gone = {
    events: await forget(
      before(kept.events),
      async () =>
        (
          await db
            .select({ id: events.id, at: events.receivedAt })
            .from(events)
            .orderBy(asc(events.id))
            .limit(batch)
        ).map(({ id, at }) => ({ id, at: at.getTime() })),
      (ids) => db.delete(events).where(inArray(events.id, ids)),
    ),
    journeys: await forget(
      before(kept.events),
      async () =>
        await db
          .select({ id: journeys.id, at: journeys.updatedAt })
          .from(journeys)
          .orderBy(asc(journeys.updatedAt))
          .limit(batch),
      (ids) => db.delete(journeys).where(inArray(journeys.id, ids)),
    ),
    audit: await forget(
      before(kept.audit),
      async () =>
        (
          await db
            .select({ id: audit.id, at: audit.at })
            .from(audit)
            .orderBy(asc(audit.id))
            .limit(batch)
        ).map(({ id, at }) => ({ id, at: at.getTime() })),
      (ids) => db.delete(audit).where(inArray(audit.id, ids)),
    ),
  };
  if (gone.events + gone.journeys + gone.audit > 0) log.info(gone, 'old history deleted');
  return gone;
};
