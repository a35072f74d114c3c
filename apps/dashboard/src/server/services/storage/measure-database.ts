import { Bytes, parse } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import type { StoredKind, StoredKindView } from './view.ts';

const tables: Readonly<Record<string, Exclude<StoredKind, 'rest'>>> = {
  events: 'events',
  journeys: 'journeys',
  audit: 'audit',
  runs: 'runs',
  run_steps: 'runs',
  attendances: 'attendance',
  meetings: 'meetings',
  meeting_participants: 'meetings',
  meeting_contents: 'meetings',
  contents: 'meetings',
  content_uploads: 'meetings',
  snapshots: 'snapshots',
};
/** The table whose rows are counted for a kind of several. */
const counted = new Set([
  'events',
  'journeys',
  'audit',
  'runs',
  'attendances',
  'meetings',
  'snapshots',
]);

/** When the oldest row came, read from an index each. */
const readOldest = async (db: Db): Promise<Partial<Record<StoredKind, number | null>>> => {
  const { rows } = await db.execute<Record<'events' | 'audit' | 'runs' | 'attendance', string>>(sql`
    select extract(epoch from (select received_at from events order by id limit 1)) * 1000 events,
      extract(epoch from (select at from audit order by id limit 1)) * 1000 audit,
      extract(epoch from (select min(requested_at) from runs)) * 1000 runs,
      (select min(came_at) from attendances) attendance`);
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([kind, at]) => [kind, at === null ? null : Number(at)]),
  );
};

/** What each kind takes in the database, the biggest first; at last all that has no kind. */
export const measureDatabase = async (
  db: Db,
): Promise<{ bytes: Bytes; kinds: StoredKindView[] }> => {
  const { rows } = await db.execute<{ name: string; bytes: string; rows: number; whole: string }>(
    sql`select relname name, pg_total_relation_size(oid) bytes, reltuples rows,
        pg_database_size(current_database()) whole
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const oldest = await readOldest(db);
  const whole = Number(rows[0]?.whole ?? 0);
  const sizes = new Map<StoredKind, { bytes: number; rows: number | null }>();
  for (const table of rows) {
    const kind = tables[table.name];
    if (kind === undefined) continue;
    const before = sizes.get(kind) ?? { bytes: 0, rows: null };
    sizes.set(kind, {
      bytes: before.bytes + Number(table.bytes),
      // Never counted is −1
      rows: counted.has(table.name) && table.rows >= 0 ? table.rows : before.rows,
    });
  }
  const named = [...sizes.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const rest = { bytes: Math.max(0, whole - named), rows: null };
  const biggestFirst = [...sizes].toSorted(([, a], [, b]) => b.bytes - a.bytes);
  const kinds = [...biggestFirst, ['rest', rest] as const].map(
    ([kind, { bytes, rows: count }]) => ({
      kind,
      rows: count,
      bytes: parse(Bytes, bytes, 'bytes'),
      oldest: oldest[kind] ?? null,
    }),
  );
  return { bytes: parse(Bytes, whole, 'bytes'), kinds };
};
