import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { describeError, epochMs, type Cancel, type Clock } from '@nanoedge/base';
import {
  DrillCommand,
  EpochMs,
  parseJson,
  type DrillAnswer,
  type EpochMs as Moment,
} from '@nanoedge/protocol';
import { drillWords } from '@nanoedge/words';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { DashboardUnreachable } from '../../errors.ts';
import type { FactSink } from '../../facts.ts';

/** What is on the disk while a drill lasts. */
const StoredDrill = z.extend(DrillCommand, { endsAt: EpochMs });

/** So long the answer and the event that says it have to leave before the link is cut. */
const farewellMs = 1_000;

const minuteMs = 60_000;

export interface DrillPorts {
  clock: Clock;
  log: Logger;
  facts: FactSink;
  /** Where a drill is kept, so that a restart neither ends nor prolongs it. */
  file: string;
}

interface RunningDrill {
  endsAt: Moment;
  isCut: boolean;
}

/**
 * The device cuts itself off from its dashboard for a while, to show that everything at the edge
 * goes on. It counts on the monotonic clock; over a restart it goes by the wall clock, but never
 * lasts longer than it was to last from the start: no clock leaves the device cut off.
 */
export class Drill {
  readonly #ports: DrillPorts;
  readonly #waiting = new Set<() => void>();
  #running: RunningDrill | null = null;
  #timer: Cancel = () => undefined;

  constructor(ports: DrillPorts) {
    this.#ports = ports;
  }

  /** When it will be over; null: there is none. */
  get endsAt(): Moment | null {
    return this.#running?.endsAt ?? null;
  }

  /** Goes on with a drill that a restart interrupted. */
  resume(): void {
    const { clock, log, file } = this.#ports;
    try {
      const { minutes, endsAt } = parseJson(StoredDrill, readFileSync(file, 'utf8'), 'drill');
      const leftMs = Math.min(endsAt - clock.now(), minutes * minuteMs);
      this.#running = { endsAt: epochMs(clock.now() + Math.max(0, leftMs)), isCut: true };
      this.#timer = clock.after(Math.max(0, leftMs), () => this.#end('time'));
    } catch (error) {
      // A file that nobody can read must not keep the device away
      const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
      if (isThere) log.warn({ reason: describeError(error) }, 'a drill could not be read');
      rmSync(file, { force: true });
    }
  }

  /** Begins; one that is on already lasts as long as this one says. */
  begin({ minutes }: DrillCommand): DrillAnswer {
    const { clock, facts, file } = this.#ports;
    const endsAt = epochMs(clock.now() + minutes * minuteMs);
    writeFileSync(`${file}.new`, JSON.stringify({ minutes, endsAt }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    this.#timer();
    this.#running = { endsAt, isCut: false };
    facts.append({ type: 'drill.began', at: clock.now(), minutes, endsAt });
    this.#timer = clock.after(farewellMs, () => {
      this.#running = { endsAt, isCut: true };
      this.#timer = clock.after(minutes * minuteMs - farewellMs, () => this.#end('time'));
      facts.append({ type: 'drill.cut' });
    });
    return { endsAt };
  }

  /** Somebody at the device ends it; false when there is none. */
  end(): boolean {
    if (this.#running === null) return false;
    this.#end('device');
    return true;
  }

  /** Throws DashboardUnreachable while the device is cut off. */
  permit(): void {
    if (this.#running?.isCut === true) throw new DashboardUnreachable(drillWords.cutOff);
  }

  /** Resolves when the device is not cut off, or `signal` aborts. */
  async over(signal: AbortSignal): Promise<void> {
    while (this.#running?.isCut === true && !signal.aborted)
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
  }

  stop(): void {
    this.#timer();
  }

  #end(by: 'time' | 'device'): void {
    const { clock, facts, file } = this.#ports;
    this.#timer();
    this.#running = null;
    rmSync(file, { force: true });
    facts.append({ type: 'drill.ended', at: clock.now(), by });
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
