import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { auditHead } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { PromiseBroken } from '../errors.ts';
import type { ChainLine, ChainPlace, ChainRow } from '@nanoedge/client/audit-chain';

/** How many rows are in memory at once. */
const pageRows = 1_000;

/** The newest row of the chain, as the database has it. */
export const readHead = async (db: Db): Promise<ChainPlace> => {
  const [head] = await db.select({ seq: auditHead.seq, hash: auditHead.hash }).from(auditHead);
  if (head === undefined) throw new PromiseBroken('the head of the audit trail is not there');
  return head;
};

const rowsWhere = async (db: Db, where: ReturnType<typeof sql>): Promise<ChainRow[]> => {
  const { rows } = await db.execute<ChainRow & Record<string, unknown>>(sql`
    select id::float8 id, (extract(epoch from at) * 1000000)::bigint::text at, site, actor,
      actor_name "actorName", action, entity, subject, summary, address, detail,
      seq::float8 seq, salt, content, previous, hash
    from audit where ${where} limit ${pageRows}`);
  return rows;
};

const readLines = async function* (db: Db): AsyncGenerator<ChainLine> {
  let after = 0;
  let head: ChainPlace | null = null;
  for (;;) {
    const rows = await rowsWhere(db, sql`seq > ${after} order by seq`);
    for (const row of rows) yield { row };
    const last = rows.at(-1)?.seq ?? null;
    if (last !== null) after = last;
    // Empty twice: what the head names beyond it is not on its way, it is not there
    else if (head !== null) break;
    else head = await readHead(db);
  }
  for (const row of await rowsWhere(db, sql`seq is null order by id`)) yield { row };
  yield { head: head.seq < after ? await readHead(db) : head };
};

/** All rows with what chains them, by their place; those without one, and the head, at last. */
export const readChain = (deps: Deps, actor: Actor): AsyncGenerator<ChainLine> => {
  demand(actor, 'audit.verify');
  return readLines(deps.db);
};
