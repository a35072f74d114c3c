import { eq } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { zoneOfSite } from '../site/clock.ts';
import type { SiteInput } from '../site/schema.ts';
import { readSettings } from './read.ts';
import type { SiteSettingsView } from './view.ts';

/** What an administrator can set of a site, and from which version it was read. */
export const getSettings = async (
  deps: Deps,
  actor: Actor,
  { site }: SiteInput,
): Promise<SiteSettingsView> => {
  demand(actor, 'settings.read', { site });
  return deps.db.transaction(
    async (tx) => {
      const [row] = await tx.select().from(sites).where(eq(sites.id, site)).limit(1);
      if (row === undefined) throw new NotFound('site', site);
      return {
        ...(await readSettings(tx, row)),
        version: row.version,
        installationZone: zoneOfSite({ timeZone: null }),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
};
