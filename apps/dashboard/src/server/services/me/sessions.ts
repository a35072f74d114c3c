import { and, desc, eq, gt } from 'drizzle-orm';
import { session } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { OwnSession } from './view.ts';

/** Where whoever asks is signed in: this session first, then the newest. */
export const listOwnSessions = async (deps: Deps, actor: Actor): Promise<OwnSession[]> => {
  const rows = await deps.db
    .select()
    .from(session)
    .where(and(eq(session.userId, actor.user), gt(session.expiresAt, new Date(deps.now()))))
    .orderBy(desc(session.createdAt), session.id);
  const isThis = (row: (typeof rows)[number]) => row.id === actor.session;
  return [...rows.filter(isThis), ...rows.filter((row) => !isThis(row))].map((row) => ({
    id: row.id,
    isThis: isThis(row),
    signedInAt: row.createdAt.getTime(),
    until: row.expiresAt.getTime(),
    address: row.ipAddress,
    program: row.userAgent,
  }));
};
