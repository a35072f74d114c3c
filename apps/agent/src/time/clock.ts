import { EpochMs } from '@nanoedge/protocol';

export type Cancel = () => void;

/** The agent's only source of time, so that schedules can be tested without waiting. */
export interface Clock {
  /** Wall clock in whole milliseconds. */
  now(): EpochMs;
  /** Milliseconds that never jump, with fractions; only differences mean anything. */
  monotonic(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): Cancel;
}

/** The longest delay that a timer of the platform can hold. */
const longestDelayMs = 2_147_483_647;

export const systemClock: Clock = {
  now: () => EpochMs.parse(Date.now()),
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
