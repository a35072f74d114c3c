import {
  type CalibrateRequest,
  type CalibrationState,
  type DeploymentId,
  type DeviceId,
  type FloorPlan,
  PlaceLesson,
  type SiteId,
  ZoneId,
} from '@nanoedge/protocol';
import { calibrationRefusals } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import * as z from 'zod/mini';
import { deployments, devices, sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict, NotFound } from '../errors.ts';

/** What of a main-controller's config says where keys can be; the rest is its own. */
const PlacingConfig = z.looseObject({
  scanners: z._default(z.record(z.string(), z.unknown()), {}),
  doors: z._default(z.array(z.looseObject({ from: ZoneId, to: ZoneId })), []),
  lesson: z.optional(PlaceLesson),
});

export interface Controller {
  deployment: DeploymentId;
  name: string;
  device: DeviceId;
  deviceName: string;
  site: SiteId;
  plan: FloorPlan;
  version: number;
  config: Record<string, unknown>;
  /** Zones that can be taught, in the order of the plan. */
  zones: ZoneId[];
  scanners: ZoneId[];
  lesson: PlaceLesson | null;
}

/** A deployment of main-controller, and what it knows of the building. */
export const readController = async (deps: Deps, deployment: DeploymentId): Promise<Controller> => {
  const [found] = await deps.db
    .select({ row: deployments, device: devices, plan: sites.plan })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .innerJoin(sites, eq(sites.id, devices.site))
    .where(and(eq(deployments.id, deployment), isNull(deployments.removedAt)))
    .limit(1);
  if (found === undefined) throw new NotFound('deployment', deployment);
  const { row, device, plan } = found;
  if (row.nanoservice !== 'main-controller')
    throw new BadInput('deployment', calibrationRefusals.otherNanoservice(row.name));
  const { scanners, doors, lesson } = PlacingConfig.parse(row.config);
  const heard = Object.keys(scanners) as ZoneId[];
  const known = new Set([...heard, ...doors.flatMap(({ from, to }) => [from, to])]);
  const planned = plan.zones.map(({ id }) => id).filter((id) => known.has(id));
  return {
    deployment: row.id,
    name: row.name,
    device: device.id,
    deviceName: device.name,
    site: device.site,
    plan,
    version: row.version,
    config: row.config,
    zones: [...new Set([...planned, ...known])],
    scanners: heard,
    lesson: lesson ?? null,
  };
};

/** Asks the running main-controller. Throws Conflict with its device's words when it cannot. */
export const askController = async (
  deps: Deps,
  { device, deployment, deviceName }: Controller,
  wish: CalibrateRequest['wish'],
): Promise<CalibrationState> => {
  if (!deps.agents.connected(device))
    throw new Conflict('deployment', calibrationRefusals.offline(deviceName));
  const answer = await deps.agents.calibrate(device, { deployment, wish });
  if (answer === null) throw new Conflict('deployment', calibrationRefusals.unanswered(deviceName));
  if (!answer.ok)
    throw new Conflict('deployment', calibrationRefusals.refused(deviceName, answer.error));
  return answer.value;
};
