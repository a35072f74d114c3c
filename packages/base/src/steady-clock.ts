import type { EpochMs } from '@nanoedge/protocol';
import { epochMs, type Cancel, type Clock } from './clock.ts';

/** A difference of less than this is left alone: no decision depends on it. */
const toleratedMs = 250;

/** What somebody said the time was, and how long the question was on its way. */
export interface TimeAnswer {
  now: EpochMs;
  tookMs: number;
}

/**
 * Wall time that is counted on the monotonic clock: somebody who sets the machine's clock does not
 * move it. Only `shift` does, and says so to those who remember moments.
 */
export class SteadyClock implements Clock {
  readonly #machine: Clock;
  readonly #listeners = new Set<(byMs: number) => void>();
  #origin: number;

  constructor(machine: Clock) {
    this.#machine = machine;
    this.#origin = machine.now() - machine.monotonic();
  }

  now(): EpochMs {
    return epochMs(this.#origin + this.#machine.monotonic());
  }

  monotonic(): number {
    return this.#machine.monotonic();
  }

  after(ms: number, run: () => void): Cancel {
    return this.#machine.after(ms, run);
  }

  /** How far the machine's own clock is ahead of this one; negative when it is behind. */
  machineAheadMs(): number {
    return Math.round(this.#machine.now() - (this.#origin + this.#machine.monotonic()));
  }

  /**
   * Goes by what somebody said. They said it somewhere between question and answer: only what cannot
   * be explained by the way is corrected. Answers by how much.
   */
  setBy({ now, tookMs }: TimeAnswer): number {
    const least = now - this.now();
    const most = least + tookMs;
    const byMs = least > toleratedMs ? least : most < -toleratedMs ? most : 0;
    if (byMs !== 0) this.shift(byMs);
    return byMs;
  }

  /** Goes by the machine's clock, which somebody may have set. Answers by how much it was moved. */
  followMachine(): number {
    return this.setBy({ now: this.#machine.now(), tookMs: 0 });
  }

  /** From now on it is `byMs` later than it was said to be. */
  shift(byMs: number): void {
    this.#origin += byMs;
    for (const listener of this.#listeners) listener(byMs);
  }

  /** Calls `listener` after every shift; the answer unsubscribes. */
  onShift(listener: (byMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
