import { describe, expect, it } from 'vitest';
import { clockWords } from './clock.ts';

const hourMs = 3_600_000;

describe('what is said of a clock', () => {
  it.each([
    [2 * hourMs - 120, 'This device’s clock is 2 h ahead'],
    [-hourMs + 90, 'This device’s clock is 1 h behind'],
    [-3_400, 'This device’s clock is 3 s behind'],
    [90_000, 'This device’s clock is 1 min 30 s ahead'],
    [-1_795_000_000_000, 'This device’s clock is 57 years behind'],
  ])('says how far it is off: %d ms', (aheadMs, words) => {
    expect(clockWords.differs(aheadMs)).toBe(words);
  });
});
