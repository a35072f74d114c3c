import { expect, it } from 'vitest';
import { startOfDay } from './calendar.ts';
import { hoursOnDay } from './day-hours.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const hours = (zone: string, date: string, [from, to]: [string, string]) =>
  hoursOnDay(
    { start: startOfDay(utc(`${date}T12:00`), zone), zone },
    { startsAt: utc(from), endsAt: utc(to) },
  );

it.each<[string, string, string, [string, string]]>([
  ['forward in Berlin', 'Europe/Berlin', '2026-03-29', ['2026-03-29T08:00', '2026-03-29T09:00']],
  ['back in Berlin', 'Europe/Berlin', '2026-10-25', ['2026-10-25T09:00', '2026-10-25T10:00']],
  ['forward in Cairo', 'Africa/Cairo', '2026-04-24', ['2026-04-24T07:00', '2026-04-24T08:00']],
  ['on Lord Howe', 'Australia/Lord_Howe', '2026-10-04', ['2026-10-03T23:00', '2026-10-04T00:00']],
])('10 to 11 is 10 to 11 where the clock goes %s', (...[, zone, date, span]) =>
  expect(hours(zone, date, span)).toEqual({ from: 10, to: 11 }),
);

it('a night has a part in each of its days, and none in the next', () => {
  const night: [string, string] = ['2026-11-26T21:00', '2026-11-27T01:00'];
  expect(hours('Europe/Berlin', '2026-11-26', night)).toEqual({ from: 22, to: 24 });
  expect(hours('Europe/Berlin', '2026-11-27', night)).toEqual({ from: 0, to: 2 });
  expect(hours('Europe/Berlin', '2026-11-28', night)).toBeNull();
  expect(hours('Europe/Berlin', '2026-11-25', night)).toBeNull();
});

it('ends at midnight on the day that it began', () => {
  const evening: [string, string] = ['2026-11-26T21:00', '2026-11-26T23:00'];
  expect(hours('Europe/Berlin', '2026-11-26', evening)).toEqual({ from: 22, to: 24 });
  expect(hours('Europe/Berlin', '2026-11-27', evening)).toBeNull();
});

it.each<[string, [string, string], [number, number]]>([
  ['the first of two hours', ['2026-10-25T00:00', '2026-10-25T01:00'], [2, 3]],
  ['the second of two hours', ['2026-10-25T01:00', '2026-10-25T02:00'], [2, 3]],
  ['both', ['2026-10-25T00:00', '2026-10-25T02:00'], [2, 3]],
  ['from 02:45 to 02:15', ['2026-10-25T00:45', '2026-10-25T01:15'], [2, 3]],
  ['from 02:30 to 04:00, the first time', ['2026-10-25T00:30', '2026-10-25T03:00'], [2, 4]],
  ['from 22:00 to 02:30', ['2026-10-24T20:00', '2026-10-25T01:30'], [0, 3]],
])('covers the whole of what the clock shows: %s', (_what, span, [from, to]) => {
  const covered = hours('Europe/Berlin', '2026-10-25', span);
  expect(covered?.from).toBeCloseTo(from);
  expect(covered?.to).toBeCloseTo(to);
});

it('reaches over the hour that is skipped', () =>
  expect(hours('Europe/Berlin', '2026-03-29', ['2026-03-29T00:00', '2026-03-29T01:00'])).toEqual({
    from: 1,
    to: 3,
  }));
