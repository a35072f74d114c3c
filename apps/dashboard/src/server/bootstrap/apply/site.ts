import { and, eq, notInArray } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { devices, identityKeys, people, rooms, sites, things } from '../../db/schema/index.ts';
import { isForgotten } from '../../services/people/forget.ts';
import { hashJoinKey } from '../../services/devices/join-key.ts';
import type { BootstrapDocument } from '../document.ts';

/** Site, plan and rooms follow the document. */
export const applySite = async (
  tx: Tx,
  { id, rooms: wanted, ...said }: BootstrapDocument['site'],
): Promise<void> => {
  await tx
    .insert(sites)
    .values({ id, ...said })
    .onConflictDoUpdate({ target: sites.id, set: said });
  for (const { id: room, ...fields } of wanted) {
    await tx
      .insert(rooms)
      .values({ id: room, site: id, ...fields })
      .onConflictDoUpdate({ target: rooms.id, set: fields });
  }
};

/**
 * Devices and their things follow the document; a join key counts only until its device has
 * enrolled.
 */
export const applyDevices = async (
  tx: Tx,
  document: Pick<BootstrapDocument, 'site' | 'devices'>,
): Promise<void> => {
  for (const { id, name, zone, labels, joinKey, things: wanted } of document.devices) {
    await tx
      .insert(devices)
      .values({ id, site: document.site.id, name, zone, labels })
      .onConflictDoUpdate({ target: devices.id, set: { name, zone, labels } });
    if (joinKey !== null) {
      const [row] = await tx
        .select({ publicKey: devices.publicKey })
        .from(devices)
        .where(eq(devices.id, id))
        .limit(1);
      if (row?.publicKey === null)
        await tx
          .update(devices)
          .set({ joinKeyHash: hashJoinKey(joinKey), joinKeyExpiresAt: null })
          .where(eq(devices.id, id));
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
      const { name: thingName, ...fields } = thing;
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
