import { describe, expect, it } from 'vitest';
import { engineDelayMs, linkDelayMs, nextFailures, restartDelayMs } from './back-off.ts';

const first = (count: number, delay: (n: number) => number): number[] =>
  Array.from({ length: count }, (_, n) => delay(n));

describe('back-off sequences', () => {
  it('restarts a service at once, then waits 1, 2, 4 up to 30 s', () => {
    expect(first(9, (n) => restartDelayMs(n + 1))).toEqual([
      0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('forgets earlier failures once the service was healthy for a minute', () => {
    expect(nextFailures(5, 59_999)).toBe(6);
    expect(nextFailures(5, 60_000)).toBe(1);
  });

  it('reconnects within half a second at first and never waits longer than 15 s', () => {
    expect(first(7, (n) => linkDelayMs(n, () => 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(first(7, (n) => linkDelayMs(n, () => 0))).toEqual([
      250, 500, 1000, 2000, 4000, 7500, 7500,
    ]);
  });

  it('asks a silent engine again after 250 ms up to 10 s', () => {
    expect(first(7, engineDelayMs)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000]);
  });
});
