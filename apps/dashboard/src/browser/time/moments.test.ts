import { describe, expect, it } from 'vitest';
import {
  clockWithMs,
  dateValue,
  momentOf,
  nextQuarter,
  relativeTime,
  timeRange,
  timeValue,
} from './moments.ts';

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

it('an event is stamped to the millisecond', () =>
  expect(clockWithMs(now + 7)).toBe('14:00:00.007'));

it('a meeting within a day names the day once', () => {
  expect(timeRange(now, now + 3_600_000)).toBe('Tue 3 Nov, 14:00–15:00');
  expect(timeRange(now, now + 24 * 3_600_000)).toBe('Tue 3 Nov, 14:00 – Wed 4 Nov, 14:00');
});

it('date and time inputs give back the moment they were filled from', () => {
  expect(momentOf(dateValue(now), timeValue(now))).toBe(now);
});

it.each([
  ['', '14:00'],
  ['2026-11-03', ''],
  ['2026-13-45', '14:00'],
])('%s %s is no moment yet', (date, time) => expect(momentOf(date, time)).toBeNull());

it('the next quarter lies after now, even on a quarter', () => {
  expect(timeValue(nextQuarter(now))).toBe('14:15');
  expect(timeValue(nextQuarter(now + 1))).toBe('14:15');
});
