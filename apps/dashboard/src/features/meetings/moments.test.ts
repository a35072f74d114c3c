import { expect, it } from 'vitest';
import { isoDate, isoTime, momentOf } from '@nanoedge/base';
import { nextQuarter } from './moments.ts';

const now = new Date('2026-11-03T14:00:00').getTime();

it('date and time inputs give back the moment they were filled from', () => {
  expect(momentOf(isoDate(now), isoTime(now))).toBe(now);
});

it.each([
  ['', '14:00'],
  ['2026-11-03', ''],
  ['2026-13-45', '14:00'],
])('%s %s is no moment yet', (date, time) => expect(momentOf(date, time)).toBeNull());

it('the next quarter lies after now, even on a quarter', () => {
  expect(isoTime(nextQuarter(now))).toBe('14:15');
  expect(isoTime(nextQuarter(now + 1))).toBe('14:15');
});
