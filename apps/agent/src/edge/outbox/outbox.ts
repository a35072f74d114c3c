import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { EventBody, EventSource, parseJson, type OutboxEvent } from '@nanoedge/protocol';

const Row = z.object({ source: EventSource, body: EventBody });

/**
 * Neither bound of a batch may be passed: the schema's 500 events, and a message well below what a
 * socket accepts.
 */
export const batchLimit = { events: 500, bytes: 256 * 1024 };

/**
 * Events that the dashboard has not stored yet. `append` returns after the disk has the event;
 * sequence numbers start at 1, have no gaps, and are never used twice, even after everything was
 * acknowledged.
 */
export class Outbox {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #after: StatementSync;
  readonly #delete: StatementSync;
  readonly #count: StatementSync;
  readonly #last: StatementSync;
  readonly #listeners = new Set<() => void>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare('INSERT INTO outbox (event) VALUES (?)');
    this.#after = database.prepare(
      'SELECT seq, event FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    this.#delete = database.prepare('DELETE FROM outbox WHERE seq <= ?');
    this.#count = database.prepare('SELECT count(*) AS depth FROM outbox');
    this.#last = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'");
  }

  /** Stores an event durably and gives its sequence number. */
  append(source: EventSource, body: EventBody): number {
    const { lastInsertRowid } = this.#insert.run(JSON.stringify({ source, body }));
    for (const listener of this.#listeners) listener();
    return Number(lastInsertRowid);
  }

  /** The oldest events after `seq`, in order, within `batchLimit`. */
  batch(seq: number, limit = batchLimit): OutboxEvent[] {
    const events: OutboxEvent[] = [];
    let bytes = 0;
    for (const row of this.#after.iterate(seq, limit.events)) {
      const text = String(row['event']);
      bytes += Buffer.byteLength(text);
      if (events.length > 0 && bytes > limit.bytes) break;
      events.push({ seq: Number(row['seq']), ...parseJson(Row, text, 'stored event') });
    }
    return events;
  }

  /** The dashboard has stored everything up to `seq`. */
  ack(seq: number): void {
    this.#delete.run(seq);
  }

  depth(): number {
    return Number(this.#count.get()?.['depth'] ?? 0);
  }

  /** The last number given out, 0 before the first. */
  lastSeq(): number {
    return Number(this.#last.get()?.['seq'] ?? 0);
  }

  /**
   * Never gives out a number up to `seq` again: for a data folder that was lost while the dashboard
   * kept its events.
   */
  skipTo(seq: number): void {
    if (this.lastSeq() >= seq) return;
    this.#database.exec('BEGIN IMMEDIATE');
    this.#database.prepare("DELETE FROM sqlite_sequence WHERE name = 'outbox'").run();
    this.#database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)").run(seq);
    this.#database.exec('COMMIT');
  }

  /** Calls `listener` after every append; the answer unsubscribes. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
