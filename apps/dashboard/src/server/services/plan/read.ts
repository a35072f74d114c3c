import type { SiteId } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { devices, type sites, things } from '../../db/schema/index.ts';
import { planAsPlaced } from '../site/placed-plan.ts';
import { readPlanFacts } from './facts.ts';
import type { PlanDevice, PlanView } from './view.ts';

type SiteRow = Pick<typeof sites.$inferSelect, 'id' | 'plan' | 'version'>;

const readDevices = async (
  tx: Db | Tx,
  site: SiteId,
): Promise<(PlanDevice & Pick<typeof devices.$inferSelect, 'documented'>)[]> => {
  const found = await tx
    .select({
      id: devices.id,
      name: devices.name,
      zone: devices.zone,
      documented: devices.documented,
    })
    .from(devices)
    .where(eq(devices.site, site))
    .orderBy(asc(devices.name));
  const attached = await tx
    .select({ device: things.device, name: things.name, kind: things.kind, zone: things.zone })
    .from(things)
    .innerJoin(devices, eq(devices.id, things.device))
    .where(eq(devices.site, site))
    .orderBy(asc(things.name));
  return found.map((row) => ({
    ...row,
    things: attached
      .filter(({ device }) => device === row.id)
      .map(({ name, kind, zone }) => ({ name, kind, zone })),
  }));
};

/** The plan of a site with its marks where devices and things are now. */
export const readPlan = async (tx: Db | Tx, { id, plan, version }: SiteRow): Promise<PlanView> => {
  const { rooms } = await readPlanFacts(tx, id);
  const found = await readDevices(tx, id);
  const attached = found.flatMap((device) =>
    device.things.map(({ name, zone }) => ({ device: device.id, name, zone })),
  );
  return {
    site: id,
    version,
    plan: planAsPlaced(plan, { devices: found, things: attached }),
    rooms,
    devices: found.map(({ id: device, name, zone, things: own }) => ({
      id: device,
      name,
      zone,
      things: own,
    })),
  };
};
