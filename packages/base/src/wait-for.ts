import { sleep, systemClock, type Clock } from './clock.ts';

export interface Waiting {
  timeoutMs: number;
  everyMs: number;
  onTimeout: () => Promise<Error> | Error;
  signal?: AbortSignal;
  clock?: Clock;
}

/**
 * Calls `probe` until it returns something other than null. Throws what `onTimeout` makes after
 * `timeoutMs`, and the signal's reason when it aborts.
 */
export const waitFor = async <T>(
  probe: () => Promise<T | null> | T | null,
  { timeoutMs, everyMs, onTimeout, signal, clock = systemClock }: Waiting,
): Promise<T> => {
  const start = clock.monotonic();
  for (;;) {
    signal?.throwIfAborted();
    const value = await probe();
    if (value !== null) return value;
    if (clock.monotonic() - start > timeoutMs) throw await onTimeout();
    await sleep(clock, everyMs, signal);
  }
};
