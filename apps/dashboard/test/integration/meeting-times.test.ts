import { parse, RoomId, TimeZone } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { meetings, sites } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { minutes, noon, openWorld, person, site, type World } from './support/world.ts';

let world: World;
let alice: Actor;

beforeAll(async () => {
  world = await openWorld();
  alice = await world.actor('alice');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.deps.db.execute(sql`delete from ${meetings}`);
});

const create = (
  change: Partial<{ title: string; startsAt: number; endsAt: number }> = {},
  actor = alice,
) =>
  createMeeting(world.deps, actor, {
    site,
    title: 'Budget',
    room: parse(RoomId, 'aurora', 'room'),
    startsAt: noon,
    endsAt: noon + minutes(60),
    participants: [person('bob')],
    content: [],
    ...change,
  });

it('says by the clock of the site when the room is booked, whatever zone the server is in', async () => {
  const clash = async (timeZone: string, actor = alice): Promise<unknown> => {
    await world.deps.db.update(sites).set({ timeZone: parse(TimeZone, timeZone, 'zone') });
    const later = { startsAt: noon + minutes(30), endsAt: noon + minutes(90) };
    return create(later, actor).catch((error: unknown) => error);
  };
  await create({ title: 'Stand-up' });
  expect(await clash('Europe/Berlin')).toMatchObject({
    kind: 'conflict',
    detail: {
      field: 'room',
      message: 'Aurora is already booked 13:00–14:00 on Mon 1 Mar by “Stand-up”.',
    },
  });
  expect(await clash('Pacific/Kiritimati')).toMatchObject({
    detail: { message: 'Aurora is already booked 02:00–03:00 on Tue 2 Mar by “Stand-up”.' },
  });
  expect(await clash('America/New_York', { ...alice, hour12: true })).toMatchObject({
    detail: { message: 'Aurora is already booked 7:00 am–8:00 am on Mon 1 Mar by “Stand-up”.' },
  });
});

it('books over midnight, and on a night in which the clock changes', async () => {
  await world.deps.db.update(sites).set({ timeZone: parse(TimeZone, 'Europe/Berlin', 'zone') });
  const night = await create({ startsAt: noon + minutes(540), endsAt: noon + minutes(780) });
  await expect(
    create({ startsAt: night.endsAt - 1, endsAt: night.endsAt + minutes(60) }),
  ).rejects.toMatchObject({
    detail: {
      message: 'Aurora is already booked 22:00 on Mon 1 Mar to 02:00 on Tue 2 Mar by “Budget”.',
    },
  });
  const [first, second] = [Date.UTC(2027, 9, 31, 0, 30), Date.UTC(2027, 9, 31, 1, 30)];
  await expect(create({ startsAt: first, endsAt: second })).resolves.toBeDefined();
  await expect(create({ startsAt: second, endsAt: second + minutes(60) })).resolves.toMatchObject({
    startsAt: second,
  });
});
