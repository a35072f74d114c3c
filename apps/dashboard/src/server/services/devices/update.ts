import { mergeEdits } from '@nanoedge/base';
import type { ThingName, ZoneId } from '@nanoedge/protocol';
import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type DevicePlace, devices, type sites, things } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict, NotFound } from '../errors.ts';
import { lockSite } from '../site/lock.ts';
import { placeRules } from './place.ts';
import type { UpdateDeviceInput } from './schema.ts';
import type { MovedDevice } from './view.ts';

type Site = Pick<typeof sites.$inferSelect, 'id' | 'plan'>;
type Device = Pick<typeof devices.$inferSelect, 'id' | 'name' | 'zone'>;

const zoneName = ({ plan }: Site, zone: ZoneId): string =>
  plan.zones.find(({ id }) => id === zone)?.name ?? zone;

/** What is to be stored; throws Conflict where somebody else changed the same to something else. */
const settled = (
  { name, zone }: Device,
  { base, name: newName, zone: newZone }: UpdateDeviceInput,
  site: Site,
): DevicePlace => {
  const theirs = { name, zone };
  const from = base ?? theirs;
  const mine = { name: newName ?? from.name, zone: newZone ?? from.zone };
  const { merged, clashes } = mergeEdits({ base: from, mine, theirs }, placeRules);
  if (clashes.includes('name')) throw new Conflict('name', deviceRefusals.renamedMeanwhile(name));
  if (clashes.includes('zone'))
    throw new Conflict('zone', deviceRefusals.movedMeanwhile(zoneName(site, zone)));
  return merged;
};

/** Two devices that have one name could not be told apart. */
const checkName = async (
  tx: Tx,
  { site, id, name }: { site: Site; id: Device['id']; name: string },
): Promise<void> => {
  const [other] = await tx
    .select({ id: devices.id })
    .from(devices)
    .where(
      and(
        eq(devices.site, site.id),
        ne(devices.id, id),
        eq(sql`lower(${devices.name})`, name.toLowerCase()),
      ),
    )
    .limit(1);
  if (other !== undefined) throw new BadInput('name', deviceRefusals.nameTaken(name));
};

/** Takes the things along that are named; else those that were in the zone of the device. */
const moveThings = async (
  tx: Tx,
  { id, zone }: Device,
  { to, named }: { to: ZoneId; named: readonly ThingName[] | undefined },
): Promise<ThingName[]> => {
  if (named?.length === 0) return [];
  const along = named === undefined ? eq(things.zone, zone) : inArray(things.name, [...named]);
  const moved = await tx
    .update(things)
    .set({ zone: to })
    .where(and(eq(things.device, id), along))
    .returning({ name: things.name });
  return moved.map(({ name }) => name).toSorted();
};

const change = async (
  tx: Tx,
  { site, device, input }: { site: Site; device: Device; input: UpdateDeviceInput },
): Promise<{ next: DevicePlace; moved: ThingName[]; said: string[] }> => {
  const next = settled(device, input, site);
  const said: string[] = [];
  const words = auditSentences.devices;
  if (next.name !== device.name) {
    await checkName(tx, { site, id: device.id, name: next.name });
    said.push(words.renamed(device.name, next.name));
  }
  let moved: ThingName[] = [];
  if (next.zone !== device.zone) {
    if (!site.plan.zones.some(({ id }) => id === next.zone))
      throw new BadInput('zone', deviceRefusals.noSuchZone(next.zone));
    moved = await moveThings(tx, device, { to: next.zone, named: input.things });
    said.push(words.moved(next.name, zoneName(site, device.zone), zoneName(site, next.zone)));
  }
  if (said.length > 0) await tx.update(devices).set(next).where(eq(devices.id, device.id));
  return { next, moved, said };
};

/**
 * Names a device, or says in which zone it stands. What is attached to it and stood in its zone
 * moves along; the config of services stays as it is. Pages and devices follow at once.
 */
export const updateDevice = async (
  deps: Deps,
  actor: Actor,
  input: UpdateDeviceInput,
): Promise<MovedDevice> => {
  const { id } = input;
  const done = await deps.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ site: devices.site })
      .from(devices)
      .where(eq(devices.id, id))
      .limit(1);
    if (found === undefined) throw new NotFound('device', id);
    demand(actor, 'device.edit', { site: found.site, as: ['device', id] });
    const site = await lockSite(tx, found.site);
    const [device] = await tx
      .select({ id: devices.id, name: devices.name, zone: devices.zone })
      .from(devices)
      .where(eq(devices.id, id))
      .for('update')
      .limit(1);
    if (device === undefined) throw new NotFound('device', id);
    const { next, moved, said } = await change(tx, { site, device, input });
    if (said.length > 0)
      await record(tx, actor, {
        site: site.id,
        action: 'update',
        entity: 'device',
        subject: id,
        summary: said.join('; '),
      });
    const { name, zone } = device;
    return { site: site.id, view: { before: { name, zone }, now: next, things: moved } };
  });
  await announce(deps, done.site, ['devices', 'site']);
  return done.view;
};
