import type { Digest, SiteId } from '@nanoedge/protocol';
import { deploymentRefusals } from '@nanoedge/words';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { deployments, devices, releases, rooms, sites, things } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { knownOf } from '../device-status.ts';
import { BadInput, NotFound } from '../errors.ts';
import type { StoredDeployment } from '../runs/stored.ts';
import { dockerArchitecture } from '../architecture.ts';
import type { TargetDevice } from './rules/question.ts';
import type { AddDeploymentInput } from './schema.ts';

export type StoredRelease = typeof releases.$inferSelect;
type StoredDevice = typeof devices.$inferSelect;

/** What the rules need to know of another deployment. */
export type Deployed = Pick<StoredDeployment, 'id' | 'device' | 'name' | 'nanoservice' | 'port'>;

/** What the rules need to know of a site: its plan, its devices and what is deployed. */
export interface SiteFacts {
  zones: string[];
  rooms: { id: string; zone: string }[];
  devices: StoredDevice[];
  things: (typeof things.$inferSelect)[];
  deployed: Deployed[];
}

export const readFacts = async (db: Db | Tx, site: SiteId): Promise<SiteFacts> => {
  const [row] = await db.select().from(sites).where(eq(sites.id, site)).limit(1);
  if (row === undefined) throw new NotFound('site', site);
  const hosts = await db
    .select()
    .from(devices)
    .where(eq(devices.site, site))
    .orderBy(asc(devices.id));
  const ids = hosts.map(({ id }) => id);
  return {
    zones: row.plan.zones.map(({ id }) => id),
    rooms: await db
      .select({ id: rooms.id, zone: rooms.zone })
      .from(rooms)
      .where(eq(rooms.site, site)),
    devices: hosts,
    things:
      ids.length === 0 ? [] : await db.select().from(things).where(inArray(things.device, ids)),
    deployed:
      ids.length === 0
        ? []
        : await db
            .select()
            .from(deployments)
            .where(and(inArray(deployments.device, ids), isNull(deployments.removedAt))),
  };
};

export const readRelease = async (db: Db | Tx, id: string): Promise<StoredRelease> => {
  const [release] = await db.select().from(releases).where(eq(releases.id, id)).limit(1);
  if (release === undefined) throw new BadInput('release', deploymentRefusals.noSuchRelease);
  return release;
};

/**
 * The devices that a placement means, by id. Throws BadInput for one that the site does not have,
 * or a label that none has.
 */
export const placed = (
  facts: SiteFacts,
  placement: AddDeploymentInput['placement'],
): StoredDevice[] => {
  if ('label' in placement) {
    const found = facts.devices.filter((device) => device.labels.includes(placement.label));
    if (found.length === 0)
      throw new BadInput('placement.label', deploymentRefusals.noSuchLabel(placement.label));
    return found;
  }
  const unknown = placement.devices.find((id) => !facts.devices.some((device) => device.id === id));
  if (unknown !== undefined)
    throw new BadInput('placement.devices', deploymentRefusals.noSuchDevice(unknown));
  return facts.devices.filter((device) => placement.devices.includes(device.id));
};

/** A device as the rules see it. */
export const targetDeviceOf = (
  deps: Pick<Deps, 'agents' | 'now'>,
  facts: SiteFacts,
  { device, imageId }: { device: StoredDevice; imageId: Digest },
): TargetDevice => {
  const { reported } = device;
  return {
    id: device.id,
    name: device.name,
    enrolled: device.enrolledAt !== null || device.lastSeenAt !== null,
    doubt: knownOf(device, deps).doubt,
    architecture: dockerArchitecture(reported?.engine.arch ?? null),
    diskFreeBytes: reported?.host.diskFreeBytes ?? null,
    memoryFreeBytes: reported?.host.memoryFreeBytes ?? null,
    hasImage: reported?.services.some((service) => service.imageId === imageId) ?? false,
    things: facts.things.filter((thing) => thing.device === device.id),
  };
};
