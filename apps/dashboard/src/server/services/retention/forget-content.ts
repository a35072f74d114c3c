import { hourMs } from '@nanoedge/base';
import type { Digest } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import { contents } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

const used = sql`exists (select from meeting_contents m where m.digest = contents.digest)`;

/**
 * Marks since when each content has been in no meeting, and deletes what has been in none since
 * before `before`. Null: all of it stays. A row that somebody is putting into a meeting right now is
 * locked, and passed over.
 */
const forgetRows = async ({ db, now }: Deps, before: Date | null): Promise<number> => {
  await db.execute(sql`update contents set unused_since = null
    where unused_since is not null and ${used}`);
  await db.execute(sql`update contents set unused_since = ${new Date(now())}
    where unused_since is null and not ${used}`);
  if (before === null) return 0;
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ digest: Digest }>(sql`select digest from contents
      where unused_since < ${before} for update skip locked`);
    let count = 0;
    for (const { digest } of rows) {
      const gone = await tx.execute(
        sql`delete from contents where digest = ${digest} and not ${used}`,
      );
      count += gone.rowCount ?? 0;
    }
    return count;
  });
};

/**
 * Forgets content that no meeting has had since `before`, and deletes the files that nothing names
 * any more: its bytes, and lists of items that no device is given.
 */
export const forgetContent = async (deps: Deps, before: Date | null): Promise<number> => {
  const gone = await forgetRows(deps, before);
  const kept = await deps.db.select({ digest: contents.digest }).from(contents);
  const { rows: given } = await deps.db.execute<{ digest: Digest }>(
    sql`select distinct jsonb_array_elements_text(desired -> 'content') digest from devices
      where jsonb_typeof(desired -> 'content') = 'array'`,
  );
  const named = new Set([...kept, ...given].map(({ digest }) => digest));
  const { removed, bytes } = await deps.blobs.prune(named, deps.now() - hourMs);
  if (removed > 0) deps.log.info({ removed, bytes }, 'deleted content files that nothing names');
  return gone;
};
