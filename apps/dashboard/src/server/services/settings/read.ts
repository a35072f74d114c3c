import { isTimeZone, type MergeRules } from '@nanoedge/base';
import type { SiteId } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { rooms, type sites, type SiteSettings } from '../../db/schema/index.ts';

type SiteStored = Pick<typeof sites.$inferSelect, 'id' | 'name' | 'timeZone' | 'plan'>;

/** Rooms and zones go together name by name. */
export const settingsRules: MergeRules<SiteSettings> = {
  name: 'value',
  timeZone: 'value',
  rooms: 'record',
  zones: 'record',
};

/** The names of the zones of a plan, by their ids. */
export const zoneNames = ({ zones }: SiteStored['plan']): SiteSettings['zones'] =>
  Object.fromEntries(zones.map(({ id, name }) => [id, name]));

/** The plan with its zones named anew; those of which nothing is said keep their names. */
export const withZoneNames = (
  plan: SiteStored['plan'],
  names: SiteSettings['zones'],
): SiteStored['plan'] => ({
  ...plan,
  zones: plan.zones.map((zone) => ({ ...zone, name: names[zone.id] ?? zone.name })),
});

const readRoomSettings = async (tx: Db | Tx, site: SiteId): Promise<SiteSettings['rooms']> => {
  const found = await tx
    .select({ id: rooms.id, name: rooms.name, greeting: rooms.greeting })
    .from(rooms)
    .where(eq(rooms.site, site))
    .orderBy(asc(rooms.name));
  return Object.fromEntries(found.map(({ id, ...room }) => [id, room]));
};

/** The settings of a site as they are stored; a zone that the calendar does not know is none. */
export const readSettings = async (
  tx: Db | Tx,
  { id, name, timeZone, plan }: SiteStored,
): Promise<SiteSettings> => ({
  name,
  timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : null,
  rooms: await readRoomSettings(tx, id),
  zones: zoneNames(plan),
});
