import { sql } from 'drizzle-orm';
import type { World } from './world.ts';

/** Rows of `count` with the newest of now, spread evenly over so many days. */
export interface Spread {
  count: number;
  days: number;
}

const atOnce = 50_000;

/** Calls `insert` for the numbers from 1 to `count`, a part at a time. */
const inParts = async (
  count: number,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> => {
  for (let from = 1; from <= count; from += atOnce)
    await insert(from, Math.min(count, from + atOnce - 1));
};

const ageOf = ({ count, days }: Spread) =>
  sql`((${count}::int - n) * ${(days * 86_400) / count}::float8)`;

/** Events of the entrance; four of each journey `j1`, `j2`, … */
export const fillEvents = ({ deps, clock }: World, spread: Spread): Promise<void> =>
  inParts(spread.count, (from, to) =>
    deps.db.execute(sql`
      insert into events (site, device, seq, type, journey, at, body, received_at)
      select 'demo', 'entrance', n, 'sighting', 'j' || ceil(n / 4.0), 0,
        jsonb_build_object('type', 'sighting', 'at', 0, 'zone', 'entrance', 'key', 'k',
          'rssi', -60, 'journey', 'j' || ceil(n / 4.0)),
        to_timestamp(${clock.now / 1000}::float8 - ${ageOf(spread)})
      from generate_series(${from}::int, ${to}::int) n`),
  );

export const fillJourneys = ({ deps, clock }: World, spread: Spread): Promise<void> =>
  inParts(spread.count, (from, to) =>
    deps.db.execute(sql`
      insert into journeys (id, site, device, state, active, started_at, updated_at,
        believed_until, snapshot)
      select 'j' || n, 'demo', 'entrance', 'left', false, at, at, at,
        jsonb_build_object('id', 'j' || n, 'state', 'left', 'entered', 'entrance',
          'zone', 'entrance', 'key', null, 'person', null, 'meeting', null, 'refusal', null,
          'hops', '{}'::jsonb, 'heardAt', null, 'updatedAt', at)
      from generate_series(${from}::int, ${to}::int) n,
        lateral (select (${clock.now}::float8 - 1000 * ${ageOf(spread)})::bigint at) times`),
  );

/** Runs of main-controller with eight steps and a log each. */
export const fillRuns = ({ deps, clock }: World, spread: Spread): Promise<void> =>
  inParts(spread.count, async (from, to) => {
    const series = sql`generate_series(${from}::int, ${to}::int) n`;
    await deps.db.execute(sql`
      insert into runs (id, kind, site, device, deployment, name, nanoservice, state,
        requested_at, requested_by, finished_at, log_lines)
      select 'r' || n, 'restart', 'demo', 'entrance', 'd' || n % 40, 'x', 'main-controller', 'done',
        at, 'x', at, '["a line", "another"]'
      from ${series},
        lateral (select to_timestamp(${clock.now / 1000}::float8 - ${ageOf(spread)}) at) times`);
    await deps.db.execute(sql`
      insert into run_steps (run, step, state, started_at)
      select 'r' || n, 's' || s, 'done', 0 from ${series}, generate_series(1, 8) s`);
  });

export const fillAttendances = ({ deps, clock }: World, spread: Spread): Promise<void> =>
  inParts(spread.count, (from, to) =>
    deps.db.execute(sql`
      insert into attendances (meeting, journey, person, came_at, left_at, said_at, believed_until)
      select 'm' || n, 'j' || n, 'bob', at, at, at, at
      from generate_series(${from}::int, ${to}::int) n,
        lateral (select (${clock.now}::float8 - 1000 * ${ageOf(spread)})::bigint at) times`),
  );
