import { and, desc, eq, lt, not, type SQL } from 'drizzle-orm';
import { audit } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { auditOfSite } from './of-site.ts';
import type { ListActivityInput } from './schema.ts';
import type { ActivityView } from './view.ts';

const isAccess = eq(audit.entity, 'access');

const ofKind = (kind: ListActivityInput['kind']): SQL | undefined =>
  kind === undefined ? undefined : kind === 'access' ? isAccess : not(isAccess);

/** Who did what, newest first; of one site with what belongs to none. */
export const listActivity = async (
  deps: Deps,
  actor: Actor,
  input: ListActivityInput,
): Promise<ActivityView> => {
  const site = input.site ?? actor.site;
  demand(actor, 'audit.read', { site });
  const rows = await deps.db
    .select({
      id: audit.id,
      at: audit.at,
      actor: audit.actorName,
      action: audit.action,
      entity: audit.entity,
      subject: audit.subject,
      summary: audit.summary,
      address: audit.address,
      site: audit.site,
    })
    .from(audit)
    .where(
      and(
        input.before === undefined ? undefined : lt(audit.id, input.before),
        site === null ? undefined : auditOfSite(actor, site),
        ofKind(input.kind),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(input.limit + 1);
  return {
    rows: rows.slice(0, input.limit).map((row) => ({ ...row, at: row.at.getTime() })),
    more: rows.length > input.limit,
  };
};
