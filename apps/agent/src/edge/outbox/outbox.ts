import type { DatabaseSync } from 'node:sqlite';
import type {
  EpochMs,
  EventBody,
  EventSource,
  OutboxEvent,
  OutboxReport,
} from '@nanoedge/protocol';
import { Bytes } from '@nanoedge/protocol';
import { outboxLimit } from '../../env.ts';
import { giveUp } from './give-up.ts';
import { type Amount, type Encoded, encoded, OutboxRows } from './rows.ts';

/**
 * Neither bound of a batch may be passed: the schema's 500 events, and a message well below what a
 * socket accepts.
 */
export const batchLimit = { events: 500, bytes: 256 * 1024 };

/** From which part of the limit on there is an alarm, and below which it may come again. */
const alarmAt = 0.8;
const calmBelow = 0.5;

/** So much of the limit is used after some was given up: it is not done for every event. */
const usedAfter = 0.99;

const ofTheAgent = { deployment: null, nanoservice: null };

/**
 * Events that the dashboard has not stored yet. Invariants:
 *
 * - `append` returns after the disk has the event.
 * - Numbers start at 1, have no gaps and are never used twice: an event gets the next one when its
 *   turn to be sent has come, and keeps it. What may have been sent, the oldest `batchLimit.events`,
 *   therefore stays in its order until it is acknowledged.
 * - No more than `limit` waits. What is given up beyond it is named by an event in its place.
 */
export class Outbox {
  readonly #rows: OutboxRows;
  readonly #limit: Amount;
  readonly #listeners = new Set<() => void>();
  #acked: number;
  #held: Amount;
  #alarmed: boolean;

  constructor(database: DatabaseSync, limit: Amount = outboxLimit) {
    this.#rows = new OutboxRows(database);
    this.#limit = limit;
    this.#acked = this.#rows.acked() ?? 0;
    this.#held = this.#rows.total();
    this.#alarmed = this.#uses(alarmAt);
  }

  /** Stores an event durably and gives the number that it has unless others are given up. */
  append(source: EventSource, body: EventBody): number {
    const event = encoded(source, body);
    // The usual case is one statement, and one wait for the disk
    if (this.#isCalm(event)) this.#put(event);
    else this.#putAndMakeRoom(event, body.at);
    for (const listener of this.#listeners) listener();
    return this.lastSeq();
  }

  /** The oldest events after `seq`, in order, within `limit`. */
  batch(seq: number, limit = batchLimit): OutboxEvent[] {
    const events: OutboxEvent[] = [];
    let bytes = 0;
    const skipped = Math.max(0, seq - this.#acked);
    for (const row of this.#rows.from(skipped, limit.events)) {
      bytes += row.bytes;
      if (events.length > 0 && bytes > limit.bytes) break;
      const { source, body } = row;
      events.push({ seq: this.#acked + skipped + events.length + 1, source, body });
    }
    return events;
  }

  /** The dashboard has stored everything up to `seq`. */
  ack(seq: number): void {
    this.#moveTo(seq, seq - this.#acked);
  }

  /**
   * What the dashboard says at the greeting that it has. Of a data folder that never heard from it,
   * as after the loss of the old one, everything is new; its numbers go on from there.
   */
  resume(seq: number): void {
    this.#moveTo(seq, this.#rows.acked() === null ? 0 : seq - this.#acked);
  }

  /** The dashboard counts on from `seq`, and has none of what waits here: an admin said so. */
  startOver(seq: number): void {
    this.#moveTo(seq, 0);
  }

  /** Whether a dashboard has ever said what it has. */
  get knowsAcks(): boolean {
    return this.#rows.acked() !== null;
  }

  depth(): number {
    return this.#held.events;
  }

  /** The number of the youngest event, 0 before the first. */
  lastSeq(): number {
    return this.#acked + this.#held.events;
  }

  report(): OutboxReport {
    const { events, bytes } = this.#held;
    return {
      events,
      bytes: Bytes.parse(bytes),
      mostEvents: this.#limit.events,
      mostBytes: Bytes.parse(this.#limit.bytes),
    };
  }

  /** Calls `listener` after every append; the answer unsubscribes. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #put(event: Encoded): void {
    this.#rows.put(event);
    this.#held = this.#with(event);
  }

  #with({ bytes }: Encoded): Amount {
    return { events: this.#held.events + 1, bytes: this.#held.bytes + bytes };
  }

  /** Whether more than this part of the limit is used. */
  #uses(part: number, { events, bytes } = this.#held): boolean {
    return events > this.#limit.events * part || bytes > this.#limit.bytes * part;
  }

  /** Whether there is room for one more, and nobody to tell that there is little left. */
  #isCalm(event: Encoded): boolean {
    return !this.#uses(this.#alarmed ? 1 : alarmAt, this.#with(event));
  }

  #putAndMakeRoom(event: Encoded, at: EpochMs): void {
    try {
      this.#rows.atomically(() => {
        this.#put(event);
        if (!this.#alarmed) this.#put(encoded(ofTheAgent, this.#alarm(at)));
        if (this.#uses(1)) this.#makeRoom(at);
      });
      this.#alarmed = true;
    } catch (error) {
      this.#held = this.#rows.total();
      throw error;
    }
  }

  #alarm(at: EpochMs): EventBody {
    return { type: 'outbox.filling', at, ...this.report() };
  }

  #makeRoom(at: EpochMs): void {
    const { events, bytes } = this.#held;
    const wanted = {
      events: Math.ceil(events - this.#limit.events * usedAfter),
      bytes: Math.ceil(bytes - this.#limit.bytes * usedAfter),
    };
    giveUp(this.#rows, { wanted, kept: batchLimit.events, at });
    this.#held = this.#rows.total();
  }

  /** The oldest `stored` events are the dashboard's, and the next number follows `seq`. */
  #moveTo(seq: number, stored: number): void {
    if (seq === this.#acked && this.#rows.acked() !== null) return;
    this.#rows.atomically(() => {
      const gone = stored > 0 ? this.#rows.dropOldest(stored) : { events: 0, bytes: 0 };
      this.#rows.setAcked(seq);
      const events = this.#held.events - gone.events;
      const bytes = this.#held.bytes - gone.bytes;
      // Fewer than asked for: none is left
      this.#held = gone.events < stored ? { events: 0, bytes: 0 } : { events, bytes };
    });
    this.#acked = seq;
    if (!this.#uses(calmBelow)) this.#alarmed = false;
  }
}
