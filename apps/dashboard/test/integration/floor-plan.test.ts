import { FloorPlan, parse, RoomId } from '@nanoedge/protocol';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { audit, meetings, rooms, sites } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { BadInput, StaleSave } from '../../src/server/services/errors.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { checkSitePlan } from '../../src/server/services/plan/check.ts';
import { getPlan } from '../../src/server/services/plan/get.ts';
import { drawnRoom } from '../../src/server/services/plan/parts.ts';
import { savePlan } from '../../src/server/services/plan/save.ts';
import type { SavePlanInput } from '../../src/server/services/plan/schema.ts';
import type { PlanView } from '../../src/server/services/plan/view.ts';
import { getSite } from '../../src/server/services/site/get.ts';
import { demoForTests } from './support/demo.ts';
import { minutes, openWorld, person, site, type World } from './support/world.ts';

type Drawn = Pick<SavePlanInput, 'plan' | 'rooms'>;

let world: World;
let admin: Actor;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.deps.db.delete(meetings);
  await world.deps.db.delete(rooms).where(eq(rooms.id, boreal.id));
  await world.deps.db.update(sites).set({ documented: null, documentedPlan: null });
  await applyBootstrap(world.deps.db, demoForTests());
});

const boreal = {
  id: parse(RoomId, 'boreal', 'id'),
  name: 'Boreal',
  capacity: 8,
  equipment: ['TV'],
};
const read = () => getPlan(world.deps, admin, { site });
const drawnOf = ({ plan, rooms: all }: PlanView): Drawn => ({
  plan,
  rooms: all.map(drawnRoom),
});
const save = (drawn: Drawn, base?: SavePlanInput['base']) =>
  savePlan(world.deps, admin, { site, ...drawn, ...(base === undefined ? {} : { base }) });
const changed = ({ plan, rooms: all }: Drawn, change: Record<string, unknown>): Drawn => ({
  plan: parse(FloorPlan, { ...plan, ...change }, 'plan'),
  rooms: all,
});
/** The drawing with the room Boreal left of Aurora, and a door from the corridor into it. */
const withBoreal = (drawn: Drawn): Drawn => ({
  ...changed(drawn, {
    zones: [
      ...drawn.plan.zones,
      {
        id: 'boreal',
        name: 'Boreal',
        kind: 'room',
        outline: [
          [8, 1],
          [12, 1],
          [12, 5],
          [8, 5],
        ],
        room: 'boreal',
      },
    ],
    doors: [
      { id: 'd1', kind: 'door', zones: ['entrance', 'corridor'], at: [5, 6] },
      { id: 'd2', kind: 'door', zones: ['corridor', 'boreal'], at: [10, 5] },
    ],
  }),
  rooms: [...drawn.rooms, boreal],
});
const refusal = (saving: Promise<unknown>): Promise<unknown> =>
  saving.then(
    () => null,
    (error: unknown) => error,
  );
const lastSentence = async (): Promise<string | undefined> => {
  const [row] = await world.deps.db.select().from(audit).orderBy(desc(audit.id)).limit(1);
  return row?.summary;
};

it('a room that is drawn can be booked, is on the plan with a way to it, and is in the audit trail', async () => {
  world.told.changed.length = 0;
  const stored = await save(withBoreal(drawnOf(await read())));
  expect(stored.rooms.find(({ id }) => id === 'boreal')).toEqual({ ...boreal, zone: 'boreal' });
  const shown = await getSite(world.deps, admin, { site });
  expect(shown.rooms.map(({ name }) => name)).toEqual(['Aurora', 'Boreal']);
  const way = shown.plan.routes.find(({ to }) => to === 'boreal');
  expect(way?.path).toContainEqual([10, 5]);
  expect(await lastSentence()).toBe(
    'Drew Boreal; Moved doors, lights or devices on the floor plan',
  );
  expect(world.told.changed).toEqual(['site']);
});

it('a save of the plan of before, made from the newest version, undoes it', async () => {
  const before = await read();
  const after = await save(withBoreal(drawnOf(before)));
  const undone = await save(drawnOf(before), { version: after.version, ...drawnOf(after) });
  expect(undone.plan.zones).toEqual(before.plan.zones);
  expect(undone.rooms).toEqual(before.rooms);
  expect(await lastSentence()).toContain('Took Boreal off the floor plan');
});

it('two people who draw different things at once both have what they drew', async () => {
  const from = await read();
  const base = { version: from.version, ...drawnOf(from) };
  await save(withBoreal(drawnOf(from)), base);
  const renamed = from.plan.zones.map((zone) =>
    zone.id === 'closet' ? { ...zone, name: 'Rack room' } : zone,
  );
  const both = await save(changed(drawnOf(from), { zones: renamed }), base);
  expect(both.plan.zones.map(({ name }) => name)).toEqual([
    'Entrance',
    'Corridor',
    'Aurora',
    'Rack room',
    'Boreal',
  ]);
});

it('two people who move the same wall are shown both', async () => {
  const from = await read();
  const base = { version: from.version, ...drawnOf(from) };
  const moved = (x: number) =>
    changed(drawnOf(from), {
      zones: from.plan.zones.map((zone) =>
        zone.id === 'closet'
          ? { ...zone, outline: zone.outline.map(([px, py]) => [px === 8 ? x : px, py]) }
          : zone,
      ),
    });
  await save(moved(7), base);
  const refused = await refusal(save(moved(9), base));
  expect(refused).toBeInstanceOf(StaleSave);
  expect(refused).toMatchObject({ versions: { fields: [{ field: 'zones.closet.outline' }] } });
});

it('a zone in which devices are is not removed', async () => {
  const { plan, rooms: all } = drawnOf(await read());
  const zones = plan.zones.filter(({ id }) => id !== 'closet');
  const devices = plan.devices.filter(({ device }) => device !== 'closet');
  const refused = await refusal(save(changed({ plan, rooms: all }, { zones, devices })));
  expect(refused).toBeInstanceOf(BadInput);
  expect(String(refused)).toContain('Server closet');
});

it('a room that has meetings to come, or had some, is not removed', async () => {
  const before = drawnOf(await read());
  const drawn = withBoreal(before);
  await save(drawn);
  const now = world.deps.now();
  const meeting = await createMeeting(world.deps, admin, {
    site,
    title: 'Plans',
    room: boreal.id,
    startsAt: now + minutes(60),
    endsAt: now + minutes(90),
    participants: [person('bob')],
    content: [],
  });
  expect(String(await refusal(save(before)))).toContain('“Plans”');
  await world.deps.db
    .update(meetings)
    .set({ removedAt: new Date(now) })
    .where(eq(meetings.id, meeting.id));
  expect(String(await refusal(save(before)))).toContain('meetings were held there');
});

it('a plan with a new error is not stored, and the refusal says what to do', async () => {
  const drawn = withBoreal(drawnOf(await read()));
  const zones = drawn.plan.zones.map((zone) =>
    zone.id === 'boreal' ? { ...zone, name: 'Aurora' } : zone,
  );
  const refused = await refusal(save(changed(drawn, { zones })));
  expect(refused).toBeInstanceOf(BadInput);
  expect(String(refused)).toContain('Two zones are called “Aurora”');
  expect((await read()).plan.zones).toHaveLength(4);
});

it('the check says what a save would refuse', async () => {
  const { plan } = withBoreal(drawnOf(await read()));
  const found = await checkSitePlan(world.deps, admin, { site, plan });
  expect(found.map(({ kind }) => kind)).toEqual(['unknownRoom', 'unreachable']);
});

it('what was drawn stays when the bootstrap file is applied again, until it says something else', async () => {
  await save(withBoreal(drawnOf(await read())));
  await applyBootstrap(world.deps.db, demoForTests());
  const kept = await read();
  expect(kept.plan.zones.map(({ id }) => id)).toContain('boreal');
  const document = demoForTests();
  const zones = document.site.plan.zones.map((zone) =>
    zone.id === 'corridor' ? { ...zone, kind: 'service' as const } : zone,
  );
  document.site.plan = { ...document.site.plan, zones };
  await applyBootstrap(world.deps.db, document);
  const { plan } = await read();
  expect(plan.zones.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'entrance entrance',
    'corridor service',
    'aurora room',
    'closet service',
    'boreal room',
  ]);
});
