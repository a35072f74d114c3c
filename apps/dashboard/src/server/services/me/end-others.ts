import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { session } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';

/** Ends all sessions of whoever asks but the one that they ask with; their links end within two seconds. */
export const endOtherSessions = async (tx: Tx, actor: Actor): Promise<void> => {
  const own = eq(session.userId, actor.user);
  await tx
    .delete(session)
    .where(actor.session === undefined ? own : and(own, ne(session.id, actor.session)));
};
