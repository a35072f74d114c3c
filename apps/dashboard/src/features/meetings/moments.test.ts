import { expect, it } from 'vitest';
import { isoDate, isoTime, momentsOf, ownZone } from '@nanoedge/base';
import { nextQuarter } from './moments.ts';

const zone = ownZone();
const now = new Date('2026-11-03T14:00:00').getTime();

it('date and time inputs give back the moment they were filled from', () => {
  expect(momentsOf(isoDate(now, zone), isoTime(now, zone), zone)).toEqual([now]);
});

it.each([
  ['', '14:00'],
  ['2026-11-03', ''],
  ['2026-13-45', '14:00'],
])('%s %s is no moment yet', (date, time) => expect(momentsOf(date, time, zone)).toBeNull());

it('the next quarter lies after now, even on a quarter', () => {
  expect(isoTime(nextQuarter(now), zone)).toBe('14:15');
  expect(isoTime(nextQuarter(now + 1), zone)).toBe('14:15');
});
