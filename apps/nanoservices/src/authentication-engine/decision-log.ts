import type { DatabaseSync } from 'node:sqlite';
import { IdentityDecision, parse } from '@nanoedge/protocol';
import type { IdentityLog } from '@nanoedge/protocol';
import { count } from './database.ts';

/** Rows that are kept; older ones go, some at a time. */
export const keptDecisions = 10_000;
const trimEvery = 100;

/** At most this many rows are read at once. */
const pageSize = 100;

/** What was decided about whom, in SQLite, newest 10,000. */
export class DecisionLog {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add({ at, journey, zone, outcome, person, meeting }: Omit<IdentityDecision, 'id'>): void {
    const row = this.#database
      .prepare(
        'INSERT INTO decisions (at, journey, zone, outcome, person, meeting) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
      )
      .get(at, journey, zone, outcome, person, meeting);
    const id = Number(row?.['id']);
    if (id % trimEvery === 0)
      this.#database.prepare('DELETE FROM decisions WHERE id <= ?').run(id - keptDecisions);
  }

  /** Whether this is what was decided last about that journey. */
  repeats({ journey, outcome, person, meeting }: Omit<IdentityDecision, 'id'>): boolean {
    const last = this.#database
      .prepare(
        'SELECT outcome, person, meeting FROM decisions WHERE journey = ? ORDER BY id DESC LIMIT 1',
      )
      .get(journey);
    return (
      last !== undefined &&
      last['outcome'] === outcome &&
      last['person'] === person &&
      last['meeting'] === meeting
    );
  }

  /** Rows after the id `after`, oldest first, and how many there are in all. */
  page(after: number, limit: number): IdentityLog {
    const rows = this.#database
      .prepare(
        'SELECT id, at, journey, zone, outcome, person, meeting FROM decisions WHERE id > ? ORDER BY id LIMIT ?',
      )
      .all(after, Math.min(limit, pageSize));
    return {
      decisions: rows.map((row) => parse(IdentityDecision, row, 'decisions row')),
      total: count(this.#database, 'SELECT count(*) AS n FROM decisions'),
    };
  }
}
