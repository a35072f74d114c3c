import { auditSentences } from '@nanoedge/words';
import { sql } from 'drizzle-orm';
import { type Recorded, record } from '../audit.ts';
import type { Deps } from '../deps.ts';

/** Of one asker so many in a minute say all there is to say. */
const most = 30;
const longest = 200;

/**
 * Writes down that somebody was refused what they may not do; who keeps asking is not written down
 * without end. Never throws: they are refused all the same.
 */
export const recordRefusal = async (
  deps: Pick<Deps, 'db' | 'log'>,
  who: Recorded,
  { what, why, subject = what }: { what: string; why: string; subject?: string },
): Promise<void> => {
  try {
    const { rows } = await deps.db.execute<{ n: string }>(sql`select count(*) n from
      (select * from audit order by id desc limit ${most}) newest
      where action = 'refused' and actor = ${who.user}
        and address is not distinct from ${who.address ?? null}::text
        and at > now() - interval '1 minute'`);
    if (Number(rows[0]?.n) >= most) return;
    await record(deps.db, who, {
      site: null,
      action: 'refused',
      entity: 'access',
      subject: subject.slice(0, longest),
      summary: auditSentences.access.refused(what.slice(0, longest), why.slice(0, longest)),
    });
  } catch (error) {
    deps.log.error({ err: error }, 'could not write down a refusal');
  }
};
