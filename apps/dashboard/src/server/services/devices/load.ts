import { truthOf } from '@nanoedge/base';
import { type DeviceId, type ThingSpec, type ZoneId } from '@nanoedge/protocol';
import { and, asc, count, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { deployments, devices, sites, things } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { statusOf, type StoredDevice } from '../device-status.ts';
import type { DeviceRow } from './view.ts';

const loadThings = async (deps: Deps, ids: DeviceId[]): Promise<Map<DeviceId, ThingSpec[]>> => {
  const rows = await deps.db
    .select()
    .from(things)
    .where(inArray(things.device, ids))
    .orderBy(asc(things.name));
  const found = new Map<DeviceId, ThingSpec[]>();
  for (const { device, ...thing } of rows) found.set(device, [...(found.get(device) ?? []), thing]);
  return found;
};

/** Devices by name, each with the row it was made of. */
export const loadDevices = async (
  deps: Deps,
  where: SQL | undefined,
): Promise<{ view: DeviceRow; row: StoredDevice }[]> => {
  const rows = await deps.db
    .select({ device: devices, plan: sites.plan })
    .from(devices)
    .innerJoin(sites, eq(sites.id, devices.site))
    .where(where)
    .orderBy(asc(devices.name), asc(devices.id));
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.device.id);
  const attached = await loadThings(deps, ids);
  const wanted = await deps.db
    .select({ device: deployments.device, services: count() })
    .from(deployments)
    .where(and(inArray(deployments.device, ids), isNull(deployments.removedAt)))
    .groupBy(deployments.device);
  const desired = new Map(wanted.map((row) => [row.device, row.services]));
  return rows.map(({ device, plan }) => {
    const zoneName = (zone: ZoneId): string =>
      plan.zones.find((candidate) => candidate.id === zone)?.name ?? zone;
    const status = statusOf(device, deps);
    const { doubt } = truthOf({ device: status, watched: true }, deps.now());
    const services = doubt === null ? (status.reported?.services ?? []) : [];
    const answering = services.filter(({ state }) => state === 'answering').length;
    const view = {
      id: device.id,
      site: device.site,
      name: device.name,
      zone: { id: device.zone, name: zoneName(device.zone) },
      labels: device.labels,
      enrolledAt: device.enrolledAt?.getTime() ?? null,
      lastSeenAt: device.lastSeenAt?.getTime() ?? null,
      agentVersion: device.agentVersion,
      things: attached.get(device.id) ?? [],
      services: { desired: desired.get(device.id) ?? 0, answering },
      status,
    };
    return { view, row: device };
  });
};
