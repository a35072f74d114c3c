import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listEvents } from '../../src/server/services/events/list.ts';
import { ListEventsInput } from '../../src/server/services/events/schema.ts';
import { listJourneys } from '../../src/server/services/journeys/list.ts';
import { ListJourneysInput } from '../../src/server/services/journeys/schema.ts';
import { forgetOld } from '../../src/server/services/retention/forget-old.ts';
import type { HistoryKept } from '../../src/server/services/housekeeping-port.ts';
import { listRuns } from '../../src/server/services/runs/list.ts';
import { ListRunsInput } from '../../src/server/services/runs/schema.ts';
import { openWorld, site, type World } from './support/world.ts';
import { fillAttendances, fillEvents, fillJourneys, fillRuns } from './support/years.ts';

let world: World;
let owner: pg.Client;
beforeEach(async () => {
  world = await openWorld();
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await world.close();
});

const forEver: HistoryKept = {
  events: 0,
  audit: 0,
  runs: 0,
  attendance: 0,
  meetings: 0,
  removed: 0,
};
const aYear: HistoryKept = { ...forEver, events: 365, runs: 365, attendance: 365 };
const dayMs = 86_400_000;

const counted = async (table: string): Promise<number> => {
  const { rows } = await world.deps.db.execute<{ n: string }>(
    sql`select count(*) n from ${sql.identifier(table)}`,
  );
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
const readPages = async (): Promise<void> => {
  const admin = await world.actor('admin');
  await listEvents(world.deps, admin, ListEventsInput.parse({ site }));
  await listRuns(world.deps, admin, ListRunsInput.parse({ site }));
  await listJourneys(world.deps, admin, ListJourneysInput.parse({ site }));
};
const fill = async (events: number, days: number): Promise<void> => {
  await fillEvents(world, { count: events, days });
  await fillJourneys(world, { count: events / 4, days });
  await fillRuns(world, { count: events / 25, days });
  await fillAttendances(world, { count: events / 10, days });
};

/** Writes and reads as devices and pages do until `done`; the longest that one had to wait, in ms. */
const workWhile = async (done: () => boolean): Promise<number> => {
  let longest = 0;
  for (let turn = 1; !done(); turn += 1) {
    const begun = performance.now();
    await world.deps.db.execute(sql`update journeys set updated_at = updated_at where id = 'open'`);
    await world.deps.db.execute(sql`insert into events (site, device, seq, type, at, body,
      received_at) select site, 'closet', ${turn}, type, at, body, received_at from events
      order by id desc limit 1`);
    await readPages();
    longest = Math.max(longest, performance.now() - begun);
  }
  return longest;
};

it('of two years the last one stays while others write, and the pages are as quick as with few rows', async () => {
  await fill(10_000, 10);
  await world.deps.db.execute(sql`analyze`);
  const few = await timeOf(readPages);
  await owner.query('truncate events, journeys, attendances, runs cascade');
  await fill(500_000, 730);
  await world.deps.db.execute(sql`insert into journeys (id, site, device, state, active, started_at,
    updated_at, believed_until, snapshot) select 'open', site, device, 'guiding', true, 1, 1,
    ${world.clock.now + 60_000}, snapshot from journeys limit 1`);
  let done = false;
  const [gone, longest] = await Promise.all([
    forgetOld(world.deps, aYear).finally(() => {
      done = true;
    }),
    workWhile(() => done),
  ]);
  // Nobody waits for the whole of it
  expect(longest).toBeLessThan(5_000);
  const half = (count: number) => ({ above: count / 2 - 200, below: count / 2 + 200 });
  for (const [count, of] of [
    [gone.events, half(500_000)],
    [gone.journeys, half(125_000)],
    [gone.runs, half(20_000)],
    [gone.attendances, half(50_000)],
  ] as const) {
    expect(count).toBeGreaterThan(of.above);
    expect(count).toBeLessThan(of.below);
  }
  expect(await counted('run_steps')).toBe((20_000 - gone.runs) * 8);
  expect(await counted('journeys')).toBe(125_001 - gone.journeys);
  const { rows } = await world.deps.db.execute<{ old: boolean }>(
    sql`select min(received_at) < to_timestamp(${world.clock.now / 1000 - 365 * 86_400}) old
      from events`,
  );
  expect(rows[0]?.old).toBe(false);
  expect((await timeOf(readPages)) / few).toBeLessThan(5);
  const again = await forgetOld(world.deps, aYear);
  expect(Object.values(again).every((count) => count === 0)).toBe(true);
}, 240_000);

it('nothing is deleted that is kept for ever', async () => {
  await fill(100, 4_000);
  const gone = await forgetOld(world.deps, forEver);
  expect(Object.values(gone).every((count) => count === 0)).toBe(true);
  expect(await counted('events')).toBe(100);
});

it('each kind goes by its own age', async () => {
  // What came with the site came first; of the trail nothing goes before it
  await owner.query(`truncate audit; update audit_head set seq = 0, hash = repeat('0', 64)`);
  await owner.query(
    `insert into audit (at, actor, actor_name, action, entity, subject, summary)
     select to_timestamp($1::float8 - (12001 - n) * 86400), 'a', 'A', 'x', 'y', 'z', 's'
     from generate_series(1, 12000) n`,
    [world.clock.now / 1000],
  );
  await fillRuns(world, { count: 100, days: 100 });
  await fillAttendances(world, { count: 100, days: 100 });
  expect(
    await forgetOld(world.deps, { ...aYear, audit: 1_000, runs: 30.5, attendance: 10.5 }),
  ).toMatchObject({ audit: 11_000, runs: 69, attendances: 89 });
});

it('a journey stays as long as its events, whatever the clock of its device said', async () => {
  await fillEvents(world, { count: 4, days: 1 });
  await world.deps.db.execute(sql`insert into journeys (id, site, device, state, active, started_at,
    updated_at, believed_until, snapshot)
    values ('j1', 'demo', 'entrance', 'left', false, 60000, 60000, 60000, '{}')`);
  expect(await forgetOld(world.deps, aYear)).toMatchObject({ journeys: 0 });
  world.clock.now += 400 * dayMs;
  expect(await forgetOld(world.deps, aYear)).toMatchObject({ events: 4, journeys: 1 });
});

it('who signed in long ago and never again leaves nothing behind', async () => {
  const expires = (days: number) => new Date(world.clock.now + days * dayMs);
  await world.deps.db.execute(sql`insert into session (id, token, expires_at, user_id)
    values ('old', 'o', ${expires(-2)}, 'viewer'), ('open', 'n', ${expires(2)}, 'viewer')`);
  expect(await forgetOld(world.deps, forEver)).toMatchObject({ signIns: 1 });
});
