import { describe, expect, it } from 'vitest';
import { formatGoing, formatSpan, relativeTime, spelledSpan } from './spans.ts';

describe('spans', () => {
  it.each([
    [0, '0 ms'],
    [0.4, '< 1 ms'],
    [97, '97 ms'],
    [1950, '1.95 s'],
    [12_340, '12.3 s'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [11_400_000, '3 h 10 min'],
    [183_600_000, '2 d 3 h'],
  ])('%d ms reads %s', (ms, text) => expect(formatSpan(ms)).toBe(text));

  it.each([
    [999.6, '1.00 s'],
    [9_999, '10.0 s'],
    [59_960, '1 min'],
    [3_599_900, '1 h'],
  ])('%d ms is rounded before the unit is chosen: %s', (ms, text) =>
    expect(formatSpan(ms)).toBe(text),
  );

  it('for those who read from afar its unit is spelled', () => {
    expect([1_000, 45_999, 119_999, 120_000].map(spelledSpan)).toEqual([
      '1 second',
      '45 seconds',
      '119 seconds',
      '2 minutes',
    ]);
  });

  it('one that goes on is told in whole seconds', () => {
    expect([-5, 999, 59_999, 125_500].map(formatGoing)).toEqual([
      '0 s',
      '0 s',
      '59 s',
      '2 min 5 s',
    ]);
  });
});

const now = new Date('2026-11-03T14:00:00').getTime();

describe('relative time', () => {
  it.each([
    [0, 'now'],
    [-1999, 'now'],
    [-12_000, '12 s ago'],
    [-5 * 60_000, '5 min ago'],
    [-3 * 3_600_000, '3 h ago'],
    [-49 * 3_600_000, '2 d ago'],
    [5 * 60_000, 'in 5 min'],
  ])('%d ms from now reads %s', (distance, text) =>
    expect(relativeTime(now + distance, now)).toBe(text),
  );
});
