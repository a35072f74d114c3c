import { ownZone } from '@nanoedge/base';
import { expect, it } from 'vitest';
import {
  dayName,
  dayOfDate,
  exactTime,
  hasTwelveHours,
  hourMark,
  longDay,
  rangeOnDay,
  sinceWhen,
  sortableTime,
  timeOfDay,
  timeOfDayMs,
  timeRange,
  withOwnTime,
  zoneName,
} from './moments.ts';

const now = new Date('2026-11-03T14:00:00').getTime();
const local = { zone: ownZone() };

it('an event is stamped to the millisecond', () =>
  expect(timeOfDayMs(now + 7, local)).toBe('14:00:00.007'));

it('a meeting within a day names the day once', () => {
  expect(timeRange({ startsAt: now, endsAt: now + 3_600_000 }, local)).toBe(
    'Tue 3 Nov, 14:00–15:00',
  );
  expect(timeRange({ startsAt: now, endsAt: now + 24 * 3_600_000 }, local)).toBe(
    'Tue 3 Nov, 14:00 – Wed 4 Nov, 14:00',
  );
});

it('midnight is the first minute of a day, not its twenty-fourth hour', () =>
  expect(timeOfDay(new Date('2026-11-03T00:05:00').getTime(), local)).toBe('00:05'));

it('a long day is written out, without a comma', () =>
  expect(longDay(now, local)).toBe('Tuesday 3 November'));

it('the exact moment names the year and the millisecond', () =>
  expect(exactTime(now, local)).toBe('Tue, 3 Nov 2026, 14:00:00.000'));

it('something since another day names that day', () => {
  expect(sinceWhen({ since: now - 60_000, now }, local)).toBe('13:59');
  expect(sinceWhen({ since: now - 24 * 3_600_000, now }, local)).toBe('14:00 on 2 Nov');
});

it('columns of moments sort as text', () =>
  expect(sortableTime(now + 999, local)).toBe('2026-11-03 14:00:00'));

const utc = (text: string): number => Date.parse(`${text}Z`);
const berlin = { zone: 'Europe/Berlin' };
const newYork = { zone: 'America/New_York' };

it('a time is that of the site, whatever zone the reader is in', () => {
  const span = { startsAt: utc('2026-11-26T09:00'), endsAt: utc('2026-11-26T10:00') };
  expect(timeRange(span, berlin)).toBe('Thu 26 Nov, 10:00–11:00');
  expect(timeRange(span, newYork)).toBe('Thu 26 Nov, 04:00–05:00');
  expect(rangeOnDay(span, berlin)).toBe('10:00–11:00 on Thu 26 Nov');
  expect(sortableTime(span.startsAt, { zone: 'Asia/Kolkata' })).toBe('2026-11-26 14:30:00');
});

it('a meeting over midnight names both its days', () => {
  const span = { startsAt: utc('2026-11-26T21:00'), endsAt: utc('2026-11-27T01:00') };
  expect(timeRange(span, berlin)).toBe('Thu 26 Nov, 22:00 – Fri 27 Nov, 02:00');
  expect(rangeOnDay(span, berlin)).toBe('22:00 on Thu 26 Nov to 02:00 on Fri 27 Nov');
});

it('the reader’s own time stands beside the site’s, and only where it differs', () => {
  const at = utc('2026-11-26T09:00');
  const beside = (own: { zone: string }) =>
    withOwnTime((clock) => timeOfDay(at, clock), { site: berlin, own });
  expect(beside(newYork)).toBe('10:00 (04:00 where you are)');
  expect(beside({ zone: 'Europe/Paris' })).toBe('10:00');
});

it('a clock of twelve hours says which half of the day it is', () => {
  const twelve = { zone: 'UTC', hour12: true };
  expect(timeOfDay(utc('2026-11-26T00:05'), twelve)).toBe('12:05 am');
  expect(timeOfDay(utc('2026-11-26T14:05'), twelve)).toBe('2:05 pm');
  expect(timeOfDay(utc('2026-11-26T00:05'), { zone: 'UTC', hour12: false })).toBe('00:05');
  expect(dayName(utc('2026-11-26T00:05'), twelve)).toBe('Thu 26 Nov');
  expect([0, 8, 12, 14, 24].map((hour) => hourMark(hour, twelve))).toEqual([
    '12 am',
    '8 am',
    '12 pm',
    '2 pm',
    '12 am',
  ]);
  expect([8, 24].map((hour) => hourMark(hour, berlin))).toEqual(['08:00', '24:00']);
});

it('the locale says which clock it is', () => {
  expect(['en-US', 'en-AU'].map(hasTwelveHours)).toEqual([true, true]);
  expect(['en-GB', 'de-DE', 'no such locale'].map(hasTwelveHours)).toEqual([false, false, false]);
});

it('a time that comes twice is told apart by the name of its zone', () => {
  const span = { startsAt: utc('2026-10-25T00:30'), endsAt: utc('2026-10-25T01:30') };
  expect(timeRange(span, berlin)).toBe('Sun 25 Oct, 02:30 CEST–02:30 CET');
  expect(rangeOnDay({ ...span, endsAt: utc('2026-10-25T02:00') }, berlin)).toBe(
    '02:30 CEST–03:00 on Sun 25 Oct',
  );
  expect(zoneName(utc('2026-10-25T00:30'), berlin)).toBe('CEST');
  expect(zoneName(utc('2026-10-25T01:30'), berlin)).toBe('CET');
});

it('a day of a date input is named without a zone', () =>
  expect(dayOfDate('2026-03-29')).toBe('Sun 29 Mar'));
