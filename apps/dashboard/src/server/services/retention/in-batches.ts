import type { SQL } from 'drizzle-orm';
import type { Deps } from '../deps.ts';

/** How many rows one statement looks at and deletes: nobody waits long for any of them. */
export const batchRows = 5_000;

/**
 * Runs a statement that deletes some rows, not more than a batch, until it finds none, each time as
 * a transaction of its own; no row comes here. Gives how many went.
 */
export const deleteInBatches = async (
  { db }: Pick<Deps, 'db'>,
  statement: SQL,
): Promise<number> => {
  let count = 0;
  for (;;) {
    const { rowCount } = await db.execute(statement);
    const gone = rowCount ?? 0;
    count += gone;
    if (gone === 0) return count;
  }
};
