import type { Db, Tx } from '../db/client.ts';
import { audit } from '../db/schema/index.ts';

/**
 * Writes who did what, in the transaction that does it. `summary` is for people; it holds no keys
 * or secrets.
 */
export const record = async (
  tx: Tx | Db,
  who: { user: string; name: string },
  what: { action: string; entity: string; subject: string; summary: string },
): Promise<void> => {
  await tx.insert(audit).values({ actor: who.user, actorName: who.name, ...what });
};

/** The dashboard itself, where no person asked. */
export const system = { user: 'system', name: 'nanoedge' } as const;
