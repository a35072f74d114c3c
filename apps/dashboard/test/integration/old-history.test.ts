import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listEvents } from '../../src/server/services/events/list.ts';
import { ListEventsInput } from '../../src/server/services/events/schema.ts';
import { forgetOld } from '../../src/server/services/retention/forget-old.ts';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const atOnce = 50_000;

/** Events of as many days, the newest of now, every day the same count. */
const fill = async (count: number, days: number): Promise<void> => {
  const step = (days * 86_400) / count;
  for (let from = 1; from <= count; from += atOnce)
    await world.deps.db.execute(sql`
      insert into events (site, device, seq, type, at, body, received_at)
      select 'demo', 'entrance', n, 'sighting', 0,
        jsonb_build_object('type', 'sighting', 'at', 0, 'zone', 'entrance', 'key', 'k',
          'rssi', -60, 'journey', null),
        to_timestamp(${world.clock.now / 1000}::float8 - (${count}::int - n) * ${step}::float8)
      from generate_series(${from}::int, ${Math.min(count, from + atOnce - 1)}::int) n`);
};
const counted = async (): Promise<number> => {
  const { rows } = await world.deps.db.execute<{ n: string }>(sql`select count(*) n from events`);
  return Number(rows[0]?.n);
};
/** Milliseconds of the quickest of five. */
const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return Math.min(...times);
};
const page = async () =>
  listEvents(world.deps, await world.actor('admin'), ListEventsInput.parse({ site }));

it('of two years of events the last year stays, and the page is as quick as with few', async () => {
  await fill(1_000, 1);
  const few = await timeOf(page);
  await world.deps.db.execute(sql`truncate events`);
  await fill(500_000, 730);
  const begun = performance.now();
  const gone = await forgetOld(world.deps, { events: 365, audit: 0 });
  const deleting = performance.now() - begun;
  expect(gone.events).toBeGreaterThan(249_000);
  expect(gone.events).toBeLessThan(251_000);
  expect(await counted()).toBe(500_000 - gone.events);
  const { rows } = await world.deps.db.execute<{ old: boolean }>(
    sql`select min(received_at) < to_timestamp(${world.clock.now / 1000 - 365 * 86_400}) old
      from events`,
  );
  expect(rows[0]?.old).toBe(false);
  expect(deleting).toBeLessThan(60_000);
  expect((await timeOf(page)) / few).toBeLessThan(5);
  const again = performance.now();
  expect(await forgetOld(world.deps, { events: 365, audit: 0 })).toEqual({
    events: 0,
    journeys: 0,
    audit: 0,
  });
  expect(performance.now() - again).toBeLessThan(2_000);
}, 120_000);

it('nothing is deleted that is kept for ever', async () => {
  await fill(10, 4_000);
  expect(await forgetOld(world.deps, { events: 0, audit: 0 })).toMatchObject({ events: 0 });
  expect(await counted()).toBe(10);
});

it('the audit trail and journeys go by their own age', async () => {
  await world.deps.db.execute(sql`insert into audit (at, actor, actor_name, action, entity, subject,
    summary) select to_timestamp(${world.clock.now / 1000}::float8 - (12001 - n) * 86400), 'a', 'A', 'x', 'y', 'z', 's'
    from generate_series(1, 12000) n`);
  await world.deps.db.execute(sql`insert into journeys (id, site, device, state, active, started_at,
    updated_at, believed_until, snapshot) select 'j' || n, 'demo', 'entrance', 'left', false,
    ${world.clock.now} - n * 86400000::bigint, ${world.clock.now} - n * 86400000::bigint, 0, '{}'
    from generate_series(1, 100) n`);
  expect(await forgetOld(world.deps, { events: 30, audit: 1_000 })).toMatchObject({
    journeys: 70,
    audit: 11_000,
  });
});
