import type { EpochMs } from '@nanoedge/protocol';
import type { Clock } from '../../src/kit/clock.ts';

/** A clock that a test moves by hand. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ at: number; action: () => void }>();

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): EpochMs {
    return this.#now as EpochMs;
  }

  after(delayMs: number, action: () => void) {
    const timer = { at: this.#now + delayMs, action };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Moves on, ringing what is due in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(({ at }) => at <= until)
        .sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.action();
    }
    this.#now = until;
  }
}
