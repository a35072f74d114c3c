import { desc, lt } from 'drizzle-orm';
import { audit } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { ListActivityInput } from './schema.ts';
import type { ActivityView } from './view.ts';

/** Who did what, newest first. */
export const listActivity = async (
  deps: Deps,
  actor: Actor,
  input: ListActivityInput,
): Promise<ActivityView> => {
  requireRole(actor, 'admin');
  const rows = await deps.db
    .select()
    .from(audit)
    .where(input.before === undefined ? undefined : lt(audit.id, input.before))
    .orderBy(desc(audit.id))
    .limit(input.limit + 1);
  return {
    rows: rows.slice(0, input.limit).map(({ actorName, at, actor: _actor, ...row }) => ({
      ...row,
      at: at.getTime(),
      actor: actorName,
    })),
    more: rows.length > input.limit,
  };
};
