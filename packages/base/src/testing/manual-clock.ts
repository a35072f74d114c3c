import type { EpochMs } from '@nanoedge/protocol';
import { epochMs, type Cancel, type Clock } from '../clock.ts';

interface Timer {
  at: number;
  run: () => void;
}

/** A clock that stands still until the test moves it. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();
  readonly #settle: () => Promise<void>;

  /** `settle` waits until what was begun has come to rest; without it some turns are enough. */
  constructor(now = 1_700_000_000_000, settle: () => Promise<void> = someTurns) {
    this.#now = now;
    this.#settle = settle;
  }

  /** How many timers have not rung yet. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): EpochMs {
    return epochMs(this.#now);
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { at: this.#now + Math.max(0, ms), run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves time and runs what falls due, in order; lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.#settle();
    for (;;) {
      const next = [...this.#timers]
        .filter(({ at }) => at <= end)
        .toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.#settle();
    }
    this.#now = end;
    await this.#settle();
  }
}

const someTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
