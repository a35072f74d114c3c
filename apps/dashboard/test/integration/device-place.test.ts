import { parse, ThingName, ZoneId } from '@nanoedge/protocol';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { audit, devices, things } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { getDevice } from '../../src/server/services/devices/get.ts';
import { UpdateDeviceInput } from '../../src/server/services/devices/schema.ts';
import { updateDevice } from '../../src/server/services/devices/update.ts';
import { getSite } from '../../src/server/services/site/get.ts';
import { demoForTests } from './support/demo.ts';
import { refusal } from './support/refusal.ts';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
let admin: Actor;
const id = demoForTests().devices.find(({ name }) => name === 'Entrance')?.id ?? '';
const [entrance, corridor] = ['entrance', 'corridor'].map((zone) => parse(ZoneId, zone, 'zone'));

beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.deps.db.update(devices).set({ documented: null });
  await applyBootstrap(world.deps.db, demoForTests());
  await refreshDesired(world.deps, site);
});

const update = (change: object, actor = admin) =>
  updateDevice(world.deps, actor, UpdateDeviceInput.parse({ id, ...change }));
const device = () => getDevice(world.deps, admin, { id: UpdateDeviceInput.parse({ id }).id });
const lastSentence = async (): Promise<string | undefined> => {
  const [row] = await world.deps.db.select().from(audit).orderBy(desc(audit.id)).limit(1);
  return row?.summary;
};
const drawn = async () => {
  const { plan } = await getSite(world.deps, admin, { site });
  return {
    at: plan.devices.find((mark) => mark.device === id)?.at,
    things: plan.things.filter((mark) => mark.device === id),
  };
};

it('a device gets another name, on its page, at the device and in the audit trail', async () => {
  const before = (await world.desired('entrance')).revision;
  await update({ name: ' North door ' });
  expect((await device()).name).toBe('North door');
  const desired = await world.desired('entrance');
  expect(desired.device.name).toBe('North door');
  expect(desired.revision).toBeGreaterThan(before);
  expect(await lastSentence()).toBe('Renamed the device “Entrance” to “North door”');
});

it('what stands in its zone moves along, on the plan too, and comes back with an undo', async () => {
  const before = await drawn();
  const moved = await update({ zone: corridor });
  expect(moved).toMatchObject({
    before: { name: 'Entrance', zone: 'entrance' },
    now: { name: 'Entrance', zone: 'corridor' },
    things: ['ble', 'motion'],
  });
  expect((await device()).zone).toEqual({ id: 'corridor', name: 'Corridor' });
  const desired = await world.desired('entrance');
  expect(desired.device.zone).toBe('corridor');
  expect(desired.things.map(({ zone }) => zone)).toEqual(['corridor', 'corridor']);
  expect(await lastSentence()).toBe('Moved Entrance from “Entrance” to “Corridor”');
  const after = await drawn();
  expect(after.at).not.toEqual(before.at);
  expect(after.things.map(({ zone }) => zone)).toEqual(['corridor', 'corridor']);

  await update({ ...moved.before, things: moved.things, base: moved.now });
  expect(await drawn()).toEqual(before);
  expect((await world.desired('entrance')).device.zone).toBe('entrance');
});

it('a thing that stood elsewhere before stays where it is when a move is undone', async () => {
  const motion = parse(ThingName, 'motion', 'thing');
  await world.deps.db.update(things).set({ zone: corridor }).where(eq(things.name, motion));
  const moved = await update({ zone: corridor });
  expect(moved.things).toEqual(['ble']);
  await update({ ...moved.before, things: moved.things, base: moved.now });
  const zones = (await device()).things.map(({ name, zone }) => `${name} ${zone}`);
  expect(zones).toEqual(['ble entrance', 'motion corridor']);
});

it('what people set outlives a start, until the document says something else', async () => {
  await update({ name: 'North door', zone: corridor });
  await applyBootstrap(world.deps.db, demoForTests());
  expect(await device()).toMatchObject({
    name: 'North door',
    zone: { id: 'corridor' },
    things: [{ zone: 'corridor' }, { zone: 'corridor' }],
  });
  const document = demoForTests();
  const renamed = document.devices.map((each) =>
    each.id === id ? { ...each, name: 'Main door' } : each,
  );
  await applyBootstrap(world.deps.db, { ...document, devices: renamed });
  expect(await device()).toMatchObject({ name: 'Main door', zone: { id: 'corridor' } });
});

it('two who change different things both have their way; of the same, the second is told', async () => {
  const base = { name: 'Entrance', zone: entrance };
  await update({ name: 'North door', base });
  await update({ name: 'Entrance', zone: corridor, base });
  expect(await device()).toMatchObject({ name: 'North door', zone: { id: 'corridor' } });
  expect(await refusal(update({ name: 'South door', base }))).toMatchObject({
    field: 'name',
    message: expect.stringContaining('“North door”'),
  });
});

it('is refused to others than administrators, for names that are taken and zones that there are not', async () => {
  await expect(update({ name: 'Mine' }, await world.actor('viewer'))).rejects.toThrow(/role admin/);
  expect(await refusal(update({ name: 'CORRIDOR' }))).toMatchObject({ field: 'name' });
  expect(await refusal(update({ zone: 'moon' }))).toMatchObject({
    field: 'zone',
    remedy: expect.stringContaining('floor plan'),
  });
  expect(UpdateDeviceInput.safeParse({ id, name: '  ' }).success).toBe(false);
  expect((await device()).name).toBe('Entrance');
});

it('a save that changes nothing leaves no line in the audit trail', async () => {
  const before = await lastSentence();
  await update({ name: 'Entrance', zone: entrance });
  expect(await lastSentence()).toBe(before);
});
