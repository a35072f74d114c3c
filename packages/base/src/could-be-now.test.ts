import { expect, it } from 'vitest';
import { epochMs } from './clock.ts';
import { couldBeNow } from './could-be-now.ts';

it('a clock that nobody ever set cannot be right', () => {
  expect(couldBeNow(epochMs(5_000))).toBe(false);
  expect(couldBeNow(epochMs(Date.UTC(2025, 11, 31, 23, 59)))).toBe(false);
  expect(couldBeNow(epochMs(Date.UTC(2026, 0, 1)))).toBe(true);
});
