import type { SiteId } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client.ts';

/** Who acts, and the address from which they ask; absent: nobody asked over the network. */
export interface Recorded {
  user: string;
  name: string;
  address?: string;
}

/**
 * Writes who did what, in the transaction that does it; at its end the database chains the row.
 * `summary` is for people; it holds no keys or secrets. `site`: null where it belongs to none.
 */
export const record = async (
  tx: Tx | Db,
  who: Recorded,
  what: { site: SiteId | null; action: string; entity: string; subject: string; summary: string },
): Promise<void> => {
  const { site, action, entity, subject, summary } = what;
  // The dashboard may write these columns and no other
  await tx.execute(sql`insert into audit
    (actor, actor_name, action, entity, subject, summary, site, address)
    values (${who.user}, ${who.name}, ${action}, ${entity}, ${subject}, ${summary}, ${site},
      ${who.address ?? null})`);
};

/** The dashboard itself, where no person asked. */
export const system: Recorded = { user: 'system', name: 'nanoedge' };

/** Somebody of whom nothing is known but the address. */
export const nobody = { user: 'nobody', name: 'nobody' } as const;
