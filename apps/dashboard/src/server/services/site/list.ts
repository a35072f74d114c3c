import { asc } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { zoneOfSite } from './clock.ts';
import type { SiteRow } from './view.ts';

export const listSites = async (deps: Deps, actor: Actor): Promise<SiteRow[]> => {
  requireRole(actor, 'viewer');
  const rows = await deps.db
    .select({ id: sites.id, name: sites.name, timeZone: sites.timeZone })
    .from(sites)
    .orderBy(asc(sites.createdAt), asc(sites.id));
  return rows.map((row) => ({ ...row, timeZone: zoneOfSite(row) }));
};
