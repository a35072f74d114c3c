import type { SiteId } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import type { PlanFacts } from '../../../plan/check/finding.ts';
import type { Db, Tx } from '../../db/client.ts';
import { devices, rooms } from '../../db/schema/index.ts';

/** What of a site its plan must agree with: its rooms and its devices, by name. */
export const readPlanFacts = async (
  tx: Db | Tx,
  site: SiteId,
): Promise<Required<Omit<PlanFacts, 'plan'>>> => ({
  rooms: await tx
    .select({ id: rooms.id, name: rooms.name, zone: rooms.zone })
    .from(rooms)
    .where(eq(rooms.site, site))
    .orderBy(asc(rooms.name)),
  devices: await tx
    .select({ id: devices.id, name: devices.name, zone: devices.zone })
    .from(devices)
    .where(eq(devices.site, site))
    .orderBy(asc(devices.name)),
});
