import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { EventBody, EventSource, parseJson } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { worthOf, worthOfNotice } from './worth.ts';

const StoredFact = z.object({ source: EventSource, body: EventBody });

/** So many events, of so many bytes as they are stored. */
export interface Amount {
  events: number;
  bytes: number;
}

export interface WaitingRow extends z.infer<typeof StoredFact> {
  id: number;
  bytes: number;
}

/** An event as it is stored. */
export interface Encoded {
  worth: number;
  bytes: number;
  text: string;
}

export const encoded = (source: EventSource, body: EventBody): Encoded => {
  const text = JSON.stringify({ source, body });
  return { worth: worthOf(body.type), bytes: Buffer.byteLength(text), text };
};

const toRow = ({ id, bytes, event }: Readonly<Record<string, unknown>>): WaitingRow => ({
  id: Number(id),
  bytes: Number(bytes),
  ...parseJson(StoredFact, String(event), 'stored event'),
});

/** The table of waiting events, in the order of their ids, which nobody else sees. */
export class OutboxRows {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #from: StatementSync;
  readonly #drop: StatementSync;
  readonly #dropOldest: StatementSync;
  readonly #ofWorth: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare('INSERT INTO outbox (worth, bytes, event) VALUES (?, ?, ?)');
    this.#from = database.prepare(
      'SELECT id, bytes, event FROM outbox ORDER BY id LIMIT ? OFFSET ?',
    );
    this.#drop = database.prepare('DELETE FROM outbox WHERE id = ?');
    this.#dropOldest = database.prepare(
      'DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ?) RETURNING bytes',
    );
    this.#ofWorth = database.prepare(
      `SELECT id, bytes, event FROM outbox
       WHERE worth = ? AND id > (SELECT id FROM outbox ORDER BY id LIMIT 1 OFFSET ?) ORDER BY id`,
    );
  }

  /** Stores an event, durably unless a transaction is open. */
  put({ worth, bytes, text }: Encoded): void {
    this.#insert.run(worth, bytes, text);
  }

  /** At most `limit` rows in order, after the first `offset`. */
  *from(offset: number, limit: number): Generator<WaitingRow> {
    for (const row of this.#from.iterate(limit, offset)) yield toRow(row);
  }

  /** The rows of one worth in order, without the first `kept` of all rows. */
  *ofWorth(worth: number, kept: number): Generator<WaitingRow> {
    for (const row of this.#ofWorth.iterate(worth, kept - 1)) yield toRow(row);
  }

  /** The event that says what was given up, where it is not among the first `kept`. */
  notice(kept: number): WaitingRow | null {
    const [row] = this.ofWorth(worthOfNotice, kept);
    return row ?? null;
  }

  drop(ids: readonly number[]): void {
    for (const id of ids) this.#drop.run(id);
  }

  /** Gives what it deleted. */
  dropOldest(count: number): Amount {
    const gone = this.#dropOldest.all(count);
    return {
      events: gone.length,
      bytes: gone.reduce((sum, row) => sum + Number(row['bytes']), 0),
    };
  }

  total(): Amount {
    const row = this.#database
      .prepare('SELECT count(*) AS events, coalesce(sum(bytes), 0) AS bytes FROM outbox')
      .get();
    return { events: Number(row?.['events']), bytes: Number(row?.['bytes']) };
  }

  /** The number up to which the dashboard has everything; null before it said so once. */
  acked(): number | null {
    const row = this.#database.prepare("SELECT value FROM meta WHERE key = 'outbox.acked'").get();
    return row === undefined ? null : Number(row['value']);
  }

  setAcked(seq: number): void {
    this.#database
      .prepare(
        `INSERT INTO meta (key, value) VALUES ('outbox.acked', ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      )
      .run(String(seq));
  }

  /** All of `work` or nothing, also within a transaction of somebody else. */
  atomically(work: () => void): void {
    this.#database.exec('SAVEPOINT outbox');
    try {
      work();
      this.#database.exec('RELEASE outbox');
    } catch (error) {
      this.#database.exec('ROLLBACK TO outbox; RELEASE outbox');
      throw error;
    }
  }
}
