import { asc, eq } from 'drizzle-orm';
import { rooms, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { zoneOfSite } from './clock.ts';
import type { SiteInput } from './schema.ts';
import { NotFound } from '../errors.ts';
import type { SiteView } from './view.ts';

/** A site with its time zone, floor plan and rooms. */
export const getSite = async (deps: Deps, actor: Actor, input: SiteInput): Promise<SiteView> => {
  requireRole(actor, 'viewer');
  const [site] = await deps.db.select().from(sites).where(eq(sites.id, input.site)).limit(1);
  if (site === undefined) throw new NotFound('site', input.site);
  const found = await deps.db
    .select({ id: rooms.id, name: rooms.name, zone: rooms.zone })
    .from(rooms)
    .where(eq(rooms.site, site.id))
    .orderBy(asc(rooms.name));
  const { id, name, plan } = site;
  return { id, name, timeZone: zoneOfSite(site), plan, rooms: found };
};
