import { expect, it } from 'vitest';
import {
  exactTime,
  longDay,
  sinceWhen,
  sortableTime,
  timeOfDay,
  timeOfDayMs,
  timeRange,
} from './moments.ts';

const now = new Date('2026-11-03T14:00:00').getTime();

it('an event is stamped to the millisecond', () =>
  expect(timeOfDayMs(now + 7)).toBe('14:00:00.007'));

it('a meeting within a day names the day once', () => {
  expect(timeRange(now, now + 3_600_000)).toBe('Tue 3 Nov, 14:00–15:00');
  expect(timeRange(now, now + 24 * 3_600_000)).toBe('Tue 3 Nov, 14:00 – Wed 4 Nov, 14:00');
});

it('midnight is the first minute of a day, not its twenty-fourth hour', () =>
  expect(timeOfDay(new Date('2026-11-03T00:05:00').getTime())).toBe('00:05'));

it('a long day is written out, without a comma', () =>
  expect(longDay(now)).toBe('Tuesday 3 November'));

it('the exact moment names the year and the millisecond', () =>
  expect(exactTime(now)).toBe('Tue, 3 Nov 2026, 14:00:00.000'));

it('something since another day names that day', () => {
  expect(sinceWhen(now - 60_000, now)).toBe('13:59');
  expect(sinceWhen(now - 24 * 3_600_000, now)).toBe('14:00 on 2 Nov');
});

it('columns of moments sort as text', () =>
  expect(sortableTime(now + 999)).toBe('2026-11-03 14:00:00'));
