import { eq } from 'drizzle-orm';
import { siteKeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { SiteInput } from '../site/schema.ts';
import type { SiteKeysView } from './view.ts';

/** Since when the services of a site have the keys that they have. */
export const getSiteKeys = async (
  deps: Deps,
  actor: Actor,
  { site }: SiteInput,
): Promise<SiteKeysView> => {
  demand(actor, 'siteKeys.change', { site });
  const [row] = await deps.db
    .select({ rotatedAt: siteKeys.rotatedAt })
    .from(siteKeys)
    .where(eq(siteKeys.site, site))
    .limit(1);
  return { changedAt: row?.rotatedAt.getTime() ?? null };
};
