import type { Clock } from '@nanoedge/base';

/**
 * Passes the first call on, and later ones at most every `ms`; what comes in between is dropped.
 */
export const atMostEvery = <T>(
  ms: number,
  clock: Pick<Clock, 'monotonic'>,
  call: (value: T) => void,
): ((value: T) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = clock.monotonic();
    if (now - last < ms) return;
    last = now;
    call(value);
  };
};
