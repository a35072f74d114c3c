import { describe, expect, it } from 'vitest';
import { doubling, halfRandom } from './back-off.ts';

describe('back-off', () => {
  it('doubles from the first delay up to the ceiling and stays there', () => {
    expect(Array.from({ length: 6 }, (_, attempt) => doubling(250, 2000)(attempt))).toEqual([
      250, 500, 1000, 2000, 2000, 2000,
    ]);
  });

  it('stays at the ceiling however often it failed', () => {
    expect(doubling(250, 10_000)(5_000)).toBe(10_000);
  });

  it('spreads over the second half of a delay', () => {
    expect([0, 0.5, 1].map((luck) => halfRandom(15_000, () => luck))).toEqual([
      7500, 11_250, 15_000,
    ]);
  });
});
