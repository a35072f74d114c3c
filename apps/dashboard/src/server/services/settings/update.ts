import { isSameValue } from '@nanoedge/base';
import type { RoomId, ZoneId } from '@nanoedge/protocol';
import { auditSentences, meetingRefusals, siteRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { rooms, sites, type SiteSettings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { settleEdit } from '../edits/settle-edit.ts';
import { BadInput } from '../errors.ts';
import { zoneOfSite } from '../site/clock.ts';
import { lockSite } from '../site/lock.ts';
import { getSettings } from './get.ts';
import type { UpdateSiteInput } from './schema.ts';
import { readSettings, settingsRules, withZoneNames } from './read.ts';
import type { SiteSettingsView } from './view.ts';

type Given = Omit<UpdateSiteInput, 'site' | 'base'>;

const entriesOf = <K extends string, V>(all: Record<K, V>): [K, V][] =>
  Object.entries(all) as [K, V][];

/** A save that names some rooms or zones says nothing of the others. */
const completed = <T extends Given>(
  given: T,
  { rooms: all, zones }: Pick<SiteSettings, 'rooms' | 'zones'>,
): T => ({
  ...given,
  ...(given.rooms === undefined ? {} : { rooms: { ...all, ...given.rooms } }),
  ...(given.zones === undefined ? {} : { zones: { ...zones, ...given.zones } }),
});

const checkKnown = ({ rooms: said, zones }: Given, now: SiteSettings): void => {
  for (const room of Object.keys(said ?? {}))
    if (!Object.hasOwn(now.rooms, room))
      throw new BadInput(`rooms.${room}`, meetingRefusals.noSuchRoom(room));
  for (const zone of Object.keys(zones ?? {}))
    if (!Object.hasOwn(now.zones, zone))
      throw new BadInput(`zones.${zone}`, siteRefusals.noSuchZone(zone));
};

/** Two rooms, or two zones, that have one name could not be told apart. */
const checkNames = (
  names: readonly (readonly [field: string, next: string, now: string | undefined])[],
): void => {
  for (const [field, next, now] of names) {
    if (next === now) continue;
    const isTaken = names.some(
      ([other, name]) => other !== field && name.toLowerCase() === next.toLowerCase(),
    );
    if (isTaken) throw new BadInput(field, siteRefusals.nameTaken(next));
  }
};

/** What the audit trail says of each change. */
const sentencesOf = (now: SiteSettings, next: SiteSettings): string[] => {
  const words = auditSentences.site;
  const said: string[] = [];
  if (next.name !== now.name) said.push(words.renamed(now.name, next.name));
  if (next.timeZone !== now.timeZone)
    said.push(
      next.timeZone === null
        ? words.noTimeZone(zoneOfSite({ timeZone: null }))
        : words.timeZone(next.timeZone),
    );
  for (const [id, { name, greeting }] of entriesOf<RoomId, SiteSettings['rooms'][RoomId]>(
    next.rooms,
  )) {
    const old = now.rooms[id];
    if (old === undefined) continue;
    if (old.name !== name) said.push(words.renamedRoom(old.name, name));
    if (old.greeting !== greeting) said.push(words.greeting(name, greeting));
  }
  for (const [id, name] of entriesOf<ZoneId, string>(next.zones)) {
    const old = now.zones[id];
    if (old !== undefined && old !== name) said.push(words.renamedZone(old, name));
  }
  return said;
};

const writeSettings = async (
  tx: Tx,
  { id, plan }: Pick<typeof sites.$inferSelect, 'id' | 'plan'>,
  { now, next }: { now: SiteSettings; next: SiteSettings },
): Promise<void> => {
  const { name, timeZone } = next;
  await tx
    .update(sites)
    .set({ name, timeZone, plan: withZoneNames(plan, next.zones) })
    .where(eq(sites.id, id));
  for (const [room, fields] of entriesOf<RoomId, SiteSettings['rooms'][RoomId]>(next.rooms))
    if (!isSameValue(fields, now.rooms[room]))
      await tx.update(rooms).set(fields).where(eq(rooms.id, room));
};

/**
 * Changes what is given of a site: its name, its time zone, the names of its rooms and zones and
 * how its screens greet. Pages and devices follow at once. Throws StaleSave where somebody changed
 * the same since.
 */
export const updateSite = async (
  deps: Deps,
  actor: Actor,
  input: UpdateSiteInput,
): Promise<SiteSettingsView> => {
  demand(actor, 'settings.edit', input);
  const { site, base, ...said } = input;
  await deps.db.transaction(async (tx) => {
    const row = await lockSite(tx, site);
    const now = await readSettings(tx, row);
    checkKnown(said, now);
    const from = base === undefined ? undefined : completed(base, now);
    const given = completed(said, {
      rooms: from?.rooms ?? now.rooms,
      zones: from?.zones ?? now.zones,
    });
    const about = { entity: 'site', subject: site };
    const { version } = row;
    const next = await settleEdit(tx, about, {
      given,
      base: from,
      now,
      version,
      rules: settingsRules,
    });
    const roomNames = entriesOf<RoomId, SiteSettings['rooms'][RoomId]>(next.rooms);
    checkNames(roomNames.map(([id, { name }]) => [`rooms.${id}.name`, name, now.rooms[id]?.name]));
    checkNames(
      entriesOf<ZoneId, string>(next.zones).map(([id, name]) => [
        `zones.${id}`,
        name,
        now.zones[id],
      ]),
    );
    const changes = sentencesOf(now, next);
    if (changes.length === 0) return;
    await writeSettings(tx, row, { now, next });
    await record(tx, actor, { site, action: 'update', ...about, summary: changes.join('; ') });
  });
  await announce(deps, site, 'site');
  return getSettings(deps, actor, { site });
};
