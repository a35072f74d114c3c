import { expect, it } from 'vitest';
import { dateValue, momentOf, nextQuarter, timeValue } from './moments.ts';

const now = new Date('2026-11-03T14:00:00').getTime();

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
