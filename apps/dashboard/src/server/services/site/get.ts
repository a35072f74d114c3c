import { asc, eq } from 'drizzle-orm';
import { findRoutes } from '../../../plan/routes/find-routes.ts';
import { devices, rooms, sites, things } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { zoneOfSite } from './clock.ts';
import { planAsPlaced } from './placed-plan.ts';
import type { SiteInput } from './schema.ts';
import { NotFound } from '../errors.ts';
import type { SiteView } from './view.ts';

/**
 * A site with its time zone, rooms, and floor plan with devices and things where they are now, and
 * with the ways through its doors.
 */
export const getSite = async (deps: Deps, actor: Actor, input: SiteInput): Promise<SiteView> => {
  demand(actor, 'site.read', input);
  const [site] = await deps.db.select().from(sites).where(eq(sites.id, input.site)).limit(1);
  if (site === undefined) throw new NotFound('site', input.site);
  const found = await deps.db
    .select({ id: rooms.id, name: rooms.name, zone: rooms.zone })
    .from(rooms)
    .where(eq(rooms.site, site.id))
    .orderBy(asc(rooms.name));
  const placed = await deps.db
    .select({ id: devices.id, zone: devices.zone, documented: devices.documented })
    .from(devices)
    .where(eq(devices.site, site.id));
  const attached = await deps.db
    .select({ device: things.device, name: things.name, zone: things.zone })
    .from(things)
    .innerJoin(devices, eq(devices.id, things.device))
    .where(eq(devices.site, site.id));
  const { id, name } = site;
  const plan = planAsPlaced(site.plan, { devices: placed, things: attached });
  return {
    id,
    name,
    timeZone: zoneOfSite(site),
    plan: { ...plan, routes: findRoutes(plan) },
    rooms: found,
  };
};
