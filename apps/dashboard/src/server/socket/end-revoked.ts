import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { isDatabaseLost } from '../db/lost.ts';
import { session, user } from '../db/schema/index.ts';
import type { Deps } from '../services/deps.ts';
import type { LiveHub, Watcher } from './live-hub.ts';

const rights = ({ role, site }: Pick<Watcher, 'role' | 'site'>): string => `${role} ${site ?? ''}`;

/** The sessions of these that still are, with the rights that they have now. */
const rightsOf = async ({ db, now }: Deps, sessions: string[]): Promise<Map<string, string>> => {
  const rows = await db
    .select({ id: session.id, role: user.role, site: user.site })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(
      and(
        inArray(session.id, sessions),
        gt(session.expiresAt, new Date(now())),
        isNull(user.disabledAt),
      ),
    );
  return new Map(rows.map((row) => [row.id, rights(row)]));
};

/**
 * Ends the links of those whose session has ended, whoever ended it and wherever, and of those who
 * have another role or site now; these may come again with it.
 */
export const endRevoked = async (hub: LiveHub, deps: Deps): Promise<void> => {
  const watchers = hub.watchers();
  if (watchers.length === 0) return;
  try {
    const held = await rightsOf(deps, [...new Set(watchers.map(({ watcher }) => watcher.session))]);
    for (const { socket, watcher } of watchers)
      if (held.get(watcher.session) !== rights(watcher)) socket.disconnect(true);
  } catch (error) {
    // Then there is nothing to push either, and the pages say why
    if (!isDatabaseLost(error)) throw error;
  }
};
