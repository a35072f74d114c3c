import { asc } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { zoneOfSite } from './clock.ts';
import type { SiteRow } from './view.ts';

export const listSites = async (deps: Deps, actor: Actor): Promise<SiteRow[]> => {
  demand(actor, 'site.list');
  const rows = await deps.db
    .select({ id: sites.id, name: sites.name, timeZone: sites.timeZone })
    .from(sites)
    .orderBy(asc(sites.createdAt), asc(sites.id));
  return rows
    .filter(({ id }) => can(actor, 'site.read', { site: id }))
    .map((row) => ({ ...row, timeZone: zoneOfSite(row) }));
};
