import type { EpochMs } from '@nanoedge/protocol';

/** Calls a timer off; after it has rung this does nothing. */
export type Cancel = () => void;

/** A program's only source of time, so that schedules can be tested without waiting. */
export interface Clock {
  /** Wall clock in whole milliseconds. */
  now(): EpochMs;
  /** Milliseconds that never jump, with fractions; only differences mean anything. */
  monotonic(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): Cancel;
}

/** Milliseconds since the epoch from a plain number that is known to be one. */
export const epochMs = (value: number): EpochMs => Math.max(0, Math.round(value)) as EpochMs;

/** The longest delay that a timer of the platform can hold; a longer one would ring at once. */
const longestDelayMs = 2_147_483_647;

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), longestDelayMs));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when `signal` aborts. */
export const sleep = async (clock: Clock, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(ms, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
