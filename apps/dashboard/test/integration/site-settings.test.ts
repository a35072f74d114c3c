import { ownZone } from '@nanoedge/base';
import { parse, RoomId, TimeZone, ZoneId } from '@nanoedge/protocol';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { audit, rooms, sites } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { StaleSave } from '../../src/server/services/errors.ts';
import { getSettings } from '../../src/server/services/settings/get.ts';
import { getSite } from '../../src/server/services/site/get.ts';
import { UpdateSiteInput } from '../../src/server/services/settings/schema.ts';
import { updateSite } from '../../src/server/services/settings/update.ts';
import { demoForTests } from './support/demo.ts';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
let admin: Actor;
const tokyo = parse(TimeZone, 'Asia/Tokyo', 'zone');
const berlin = parse(TimeZone, 'Europe/Berlin', 'zone');
const aurora = parse(RoomId, 'aurora', 'room');
const corridor = parse(ZoneId, 'corridor', 'zone');

beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.deps.db.update(sites).set({ documented: null });
  await applyBootstrap(world.deps.db, demoForTests());
});

const read = () => getSettings(world.deps, admin, { site });
const update = (input: Omit<UpdateSiteInput, 'site'>) =>
  updateSite(world.deps, admin, { site, ...input });
const lastSentence = async (): Promise<string | undefined> => {
  const [row] = await world.deps.db.select().from(audit).orderBy(desc(audit.id)).limit(1);
  return row?.summary;
};
const refusal = (saving: Promise<unknown>): Promise<unknown> =>
  saving.then(
    () => null,
    (error: unknown) => error,
  );

it('another time zone reaches pages and the room screen’s desired state, and is in the audit trail', async () => {
  await refreshDesired(world.deps, site);
  const before = (await world.desired('room')).revision;
  world.told.changed.length = 0;
  await update({ timeZone: tokyo });
  expect((await getSite(world.deps, admin, { site })).timeZone).toBe('Asia/Tokyo');
  const desired = await world.desired('room');
  expect(desired.display?.timeZone).toBe('Asia/Tokyo');
  expect(desired.revision).toBeGreaterThan(before);
  expect(world.told.pushed.findLast(({ display }) => display !== null)).toEqual(desired);
  expect(world.told.changed).toEqual(['site']);
  expect(await lastSentence()).toBe('Set the time zone to Asia/Tokyo');
});

it('a site without a zone of its own goes by that of the installation', async () => {
  await update({ timeZone: tokyo });
  const stored = await update({ timeZone: null });
  expect(stored).toMatchObject({ timeZone: null, installationZone: ownZone() });
  expect((await getSite(world.deps, admin, { site })).timeZone).toBe(ownZone());
});

it('names of site, room and zone reach pages and devices', async () => {
  await update({
    name: 'North house',
    rooms: { [aurora]: { name: 'Borealis', greeting: 'initials' } },
    zones: { [corridor]: 'Long hall' },
  });
  const shown = await getSite(world.deps, admin, { site });
  expect(shown.name).toBe('North house');
  expect(shown.rooms.map(({ name }) => name)).toEqual(['Borealis']);
  const names = new Map(shown.plan.zones.map(({ id, name }) => [id as string, name]));
  expect([names.get('corridor'), names.get('entrance')]).toEqual(['Long hall', 'Entrance']);
  const { display, site: told } = await world.desired('room');
  expect([told.name, display?.name, display?.greeting]).toEqual([
    'North house',
    'Borealis',
    'initials',
  ]);
  expect(await lastSentence()).toBe(
    'Renamed the site from “Demo building” to “North house”; Renamed the room “Aurora” to “Borealis”; The screen of “Borealis” greets by initials; Renamed the zone “Corridor” to “Long hall”',
  );
});

it('two people who change different parts from one version keep both changes', async () => {
  const opened = await read();
  const { version, installationZone: _zone, ...fields } = opened;
  const base = { version, ...fields };
  await update({
    ...fields,
    timeZone: tokyo,
    zones: { ...fields.zones, [corridor]: 'Hall' },
    base,
  });
  const stored = await update({
    ...fields,
    rooms: { [aurora]: { name: 'Borealis', greeting: 'name' } },
    base,
  });
  expect(stored).toMatchObject({
    timeZone: 'Asia/Tokyo',
    rooms: { aurora: { name: 'Borealis' } },
    zones: { corridor: 'Hall' },
  });
});

it('two people who change the same are told of each other, and nothing is stored', async () => {
  const { version, installationZone: _zone, ...fields } = await read();
  const base = { version, ...fields };
  const renamed = (name: string) => ({ [aurora]: { name, greeting: 'name' as const } });
  await update({ timeZone: tokyo, rooms: renamed('Borealis'), base });
  const error = await refusal(update({ timeZone: berlin, rooms: renamed('Polaris'), base }));
  expect(error).toBeInstanceOf(StaleSave);
  expect(error).toMatchObject({
    versions: {
      by: 'Admin',
      fields: [
        { field: 'timeZone', mine: 'Europe/Berlin', theirs: 'Asia/Tokyo' },
        { field: 'rooms.aurora.name', mine: 'Polaris', theirs: 'Borealis' },
      ],
    },
  });
  expect(await read()).toMatchObject({ timeZone: 'Asia/Tokyo', rooms: renamed('Borealis') });
});

it('the version grows with a room that is renamed by anybody', async () => {
  const { version } = await read();
  await world.deps.db.update(rooms).set({ name: 'Nova' }).where(eq(rooms.id, aurora));
  expect((await read()).version).toBeGreaterThan(version);
});

it('a save that changes nothing leaves version and audit trail as they are', async () => {
  const { version, installationZone: _zone, ...fields } = await read();
  const sentence = await lastSentence();
  expect((await update(fields)).version).toBe(version);
  expect(await lastSentence()).toBe(sentence);
});

it('what people set outlives a start, until the document says something else than before', async () => {
  await update({ timeZone: tokyo, name: 'North house', zones: { [corridor]: 'Hall' } });
  const again = demoForTests();
  await applyBootstrap(world.deps.db, again);
  expect(await read()).toMatchObject({
    name: 'North house',
    timeZone: 'Asia/Tokyo',
    zones: { corridor: 'Hall', entrance: 'Entrance' },
  });
  await applyBootstrap(world.deps.db, {
    ...again,
    site: { ...again.site, timeZone: berlin },
  });
  expect(await read()).toMatchObject({ name: 'North house', timeZone: 'Europe/Berlin' });
});

it.each([
  [
    'a room that is not there',
    { rooms: { [parse(RoomId, 'x', 'room')]: { name: 'X', greeting: 'name' as const } } },
    'rooms.x',
  ],
  ['a zone that is not there', { zones: { [parse(ZoneId, 'x', 'zone')]: 'X' } }, 'zones.x'],
  ['the name of another zone', { zones: { [corridor]: 'entrance' } }, 'zones.corridor'],
])('%s is refused at its field, and nothing changes', async (_what, input, field) => {
  const before = await read();
  expect(await refusal(update({ name: 'Other', ...input }))).toMatchObject({ detail: { field } });
  expect(await read()).toEqual(before);
});

it.each([
  ['timeZone', 'Europe/Nowhere'],
  ['timeZone', '+02:00'],
  ['name', '  '],
  ['name', 'x'.repeat(101)],
])('%s “%s” is refused', (field, value) => {
  const read = UpdateSiteInput.safeParse({ site, [field]: value });
  expect(new Set(read.error?.issues.map(({ path }) => path.join('.')))).toEqual(new Set([field]));
});

it('only an administrator reads and changes settings', async () => {
  const alice = await world.actor('alice');
  expect(await refusal(getSettings(world.deps, alice, { site }))).toMatchObject({
    kind: 'forbidden',
  });
  expect(await refusal(updateSite(world.deps, alice, { site, name: 'Mine' }))).toMatchObject({
    kind: 'forbidden',
  });
});
