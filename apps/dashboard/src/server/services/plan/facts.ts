import type { DeviceId, SiteId, ZoneId } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { devices, rooms } from '../../db/schema/index.ts';
import type { PlanRoom } from './view.ts';

export interface SiteOfPlan {
  rooms: PlanRoom[];
  devices: { id: DeviceId; name: string; zone: ZoneId }[];
}

/** What of a site its plan must agree with: its rooms and its devices, by name. */
export const readPlanFacts = async (tx: Db | Tx, site: SiteId): Promise<SiteOfPlan> => ({
  rooms: await tx
    .select({
      id: rooms.id,
      name: rooms.name,
      zone: rooms.zone,
      capacity: rooms.capacity,
      equipment: rooms.equipment,
    })
    .from(rooms)
    .where(eq(rooms.site, site))
    .orderBy(asc(rooms.name)),
  devices: await tx
    .select({ id: devices.id, name: devices.name, zone: devices.zone })
    .from(devices)
    .where(eq(devices.site, site))
    .orderBy(asc(devices.name)),
});
