import { dayMs, mergeEdits } from '@nanoedge/base';
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import {
  type DevicePlace,
  devices,
  identityKeys,
  people,
  rooms,
  sites,
  type SiteSettings,
  things,
} from '../../db/schema/index.ts';
import { isForgotten } from '../../services/people/forget.ts';
import { placeRules } from '../../services/devices/place.ts';
import { hashJoinKey } from '../../services/devices/join-key.ts';
import {
  readSettings,
  settingsRules,
  withZoneNames,
  zoneNames,
} from '../../services/settings/read.ts';
import { drawingOf, partsOf, planRules } from '../../services/plan/parts.ts';
import type { BootstrapDocument } from '../document.ts';

type Plan = BootstrapDocument['site']['plan'];

const settingsOf = (
  { name, timeZone, plan, rooms: wanted }: BootstrapDocument['site'],
  unsaid: SiteSettings['timeZone'],
): SiteSettings => ({
  name,
  timeZone: timeZone ?? unsaid,
  rooms: Object.fromEntries(
    wanted.map(({ id, name: room, greeting }) => [id, { name: room, greeting }]),
  ),
  zones: zoneNames(plan),
});

/** What the document says anew since it was applied last; else what people have set. */
const settledSettings = async (
  tx: Tx,
  said: BootstrapDocument['site'],
): Promise<{ documented: SiteSettings; settled: SiteSettings; isNew: boolean }> => {
  const [old] = await tx.select().from(sites).where(eq(sites.id, said.id)).for('update').limit(1);
  const base = old?.documented ?? null;
  const documented = settingsOf(said, (base ?? old)?.timeZone ?? null);
  if (old === undefined || base === null) return { documented, settled: documented, isNew: true };
  const theirs = await readSettings(tx, old);
  const { merged } = mergeEdits({ base, mine: documented, theirs }, settingsRules);
  return { documented, settled: merged, isNew: false };
};

/** What the document says anew of each object since it was applied last; else what people drew. */
const settledPlan = async (tx: Tx, { id, plan }: BootstrapDocument['site']): Promise<Plan> => {
  const [old] = await tx
    .select({ drawn: sites.plan, documented: sites.documentedPlan })
    .from(sites)
    .where(eq(sites.id, id))
    .limit(1);
  if (old === undefined || old.documented === null) return plan;
  const [base, mine, theirs] = [old.documented, plan, old.drawn].map((said) =>
    partsOf({ plan: said, rooms: [] }),
  );
  if (base === undefined || mine === undefined || theirs === undefined) return plan;
  const { merged } = mergeEdits({ base, mine, theirs }, planRules);
  const doors = plan.doors !== undefined || old.drawn.doors !== undefined;
  return drawingOf(merged, { doors }).plan;
};

/**
 * Site, plan and rooms follow the document; names, time zone and greetings that people set, and what
 * they drew, stay until it says something else than before. A room that they removed is not made
 * again.
 */
export const applySite = async (tx: Tx, said: BootstrapDocument['site']): Promise<void> => {
  const { id, rooms: wanted } = said;
  const { documented, settled, isNew } = await settledSettings(tx, said);
  const plan = await settledPlan(tx, said);
  const { name, timeZone } = settled;
  const fields = {
    name,
    timeZone,
    plan: withZoneNames(plan, settled.zones),
    documented,
    documentedPlan: said.plan,
  };
  await tx
    .insert(sites)
    .values({ id, ...fields })
    .onConflictDoUpdate({ target: sites.id, set: fields });
  for (const { id: room, zone: saidZone, ...looks } of wanted) {
    if (!isNew && settled.rooms[room] === undefined) continue;
    const zone = plan.zones.find((candidate) => candidate.room === room)?.id ?? saidZone;
    const now = { zone, ...(settled.rooms[room] ?? looks) };
    await tx
      .insert(rooms)
      .values({ id: room, site: id, ...now })
      .onConflictDoUpdate({ target: rooms.id, set: now });
  }
};

/** Name and zone of a device: what the document says anew, else what people have set. */
const settledPlace = async (
  tx: Tx,
  id: BootstrapDocument['devices'][number]['id'],
  { said, plan }: { said: DevicePlace; plan: Plan },
): Promise<DevicePlace> => {
  const [old] = await tx.select().from(devices).where(eq(devices.id, id)).for('update').limit(1);
  const base = old?.documented ?? null;
  if (old === undefined || base === null) return said;
  const theirs = { name: old.name, zone: old.zone };
  const { merged } = mergeEdits({ base, mine: said, theirs }, placeRules);
  return plan.zones.some((zone) => zone.id === merged.zone)
    ? merged
    : { ...merged, zone: said.zone };
};

/**
 * Devices and their things follow the document; a name and a zone that people gave a device stay
 * until it says something else than before, and what it has in that zone with them. A join key that
 * it says anew counts once, within a day, also for a device that has enrolled before.
 */
export const applyDevices = async (
  tx: Tx,
  document: Pick<BootstrapDocument, 'site' | 'devices'>,
): Promise<void> => {
  const { id: site } = document.site;
  const [{ plan } = document.site] = await tx.select().from(sites).where(eq(sites.id, site));
  for (const { id, name, zone, labels, joinKey, things: wanted } of document.devices) {
    const documented = { name, zone };
    const place = await settledPlace(tx, id, { said: documented, plan });
    const set = { ...place, documented, labels };
    await tx
      .insert(devices)
      .values({ id, site, ...set })
      .onConflictDoUpdate({ target: devices.id, set });
    if (joinKey !== null) {
      const joinKeyHash = hashJoinKey(joinKey);
      await tx
        .update(devices)
        .set({
          joinKeyHash,
          joinKeyExpiresAt: new Date(Date.now() + dayMs),
          joinKeyUsedAt: null,
        })
        .where(
          and(eq(devices.id, id), sql`${devices.joinKeyHash} is distinct from ${joinKeyHash}`),
        );
    }
    const names = wanted.map((thing) => thing.name);
    await tx
      .delete(things)
      .where(
        names.length === 0
          ? eq(things.device, id)
          : and(eq(things.device, id), notInArray(things.name, names)),
      );
    for (const thing of wanted) {
      const { name: thingName, ...said } = thing;
      const fields = said.zone === zone ? { ...said, zone: place.zone } : said;
      await tx
        .insert(things)
        .values({ device: id, name: thingName, ...fields })
        .onConflictDoUpdate({ target: [things.device, things.name], set: fields });
    }
  }
};

/**
 * Makes the people who are not there yet, with their keys. A key that was taken from somebody does
 * not come back, nor does somebody who was deleted.
 */
export const applyPeople = async (
  tx: Tx,
  document: Pick<BootstrapDocument, 'site' | 'people'>,
): Promise<void> => {
  for (const { keys, ...person } of document.people) {
    if (await isForgotten(tx, document.site.id, person.id)) continue;
    const made = await tx
      .insert(people)
      .values({ ...person, site: document.site.id })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (made.length === 0 || keys.length === 0) continue;
    await tx
      .insert(identityKeys)
      .values(keys.map((key) => ({ site: document.site.id, person: person.id, key })))
      .onConflictDoNothing();
  }
};
