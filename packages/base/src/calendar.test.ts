import { describe, expect, it } from 'vitest';
import {
  addDays,
  atMinuteOfDay,
  dayAfter,
  hourOfDay,
  isSameDay,
  isoDate,
  isoTime,
  isTimeZone,
  momentsOf,
  ownZone,
  startOfDay,
  weekNumber,
  weekStart,
} from './calendar.ts';

const berlin = 'Europe/Berlin';
const utc = (text: string): number => Date.parse(`${text}Z`);

describe('a calendar in a zone', () => {
  it('begins days and weeks at that zone’s midnight', () => {
    const tuesday = utc('2026-11-03T23:30:00');
    expect(startOfDay(tuesday, berlin)).toBe(utc('2026-11-03T23:00:00'));
    expect(startOfDay(tuesday, 'UTC')).toBe(utc('2026-11-03T00:00:00'));
    expect(weekStart(utc('2026-11-01T23:30:00'), berlin)).toBe(utc('2026-11-01T23:00:00'));
    expect(weekStart(utc('2026-11-01T23:30:00'), 'UTC')).toBe(utc('2026-10-26T00:00:00'));
  });

  it('begins a day at its first moment where midnight is skipped', () => {
    const at = utc('2026-03-29T12:00:00');
    expect(isoTime(startOfDay(at, 'Africa/Cairo'), 'Africa/Cairo')).toBe('00:00');
    const beirut = startOfDay(at, 'Asia/Beirut');
    expect(isoTime(beirut, 'Asia/Beirut')).toBe('01:00');
  });

  it('keeps the time of day over a change of the clock', () => {
    const eve = utc('2026-03-28T09:00:00');
    expect(addDays(eve, 1, berlin) - eve).toBe(23 * 3_600_000);
    expect(isoTime(addDays(eve, 1, berlin), berlin)).toBe('10:00');
    const autumn = utc('2026-10-24T08:00:00');
    expect(addDays(autumn, 1, berlin) - autumn).toBe(25 * 3_600_000);
  });

  it('reads the hour from the wall, also on the day the clock changes', () => {
    const at = utc('2026-03-29T08:30:00');
    expect(hourOfDay(at, berlin)).toBe(10.5);
    expect(atMinuteOfDay(at, 10 * 60 + 30, berlin)).toBe(at);
    expect(atMinuteOfDay(at, 24 * 60, berlin)).toBe(momentsOf('2026-03-30', '00:00', berlin)?.[0]);
  });

  it('numbers weeks as ISO does', () => {
    expect(weekNumber(utc('2027-01-01T12:00:00'), 'UTC')).toBe(53);
    expect(weekNumber(utc('2026-11-03T12:00:00'), 'UTC')).toBe(45);
  });

  it('knows one day from the next by the zone', () => {
    const [one, other] = [utc('2026-11-03T22:59:59'), utc('2026-11-03T23:00:00')];
    expect(isSameDay(one, other, 'UTC')).toBe(true);
    expect(isSameDay(one, other, berlin)).toBe(false);
  });

  it('writes dates and times as inputs do, and reads them back', () => {
    const at = utc('2026-11-03T13:05:59');
    expect(isoDate(at, berlin)).toBe('2026-11-03');
    expect(isoTime(at, berlin)).toBe('14:05');
    expect(isoTime(at, berlin, 'second')).toBe('14:05:59');
    expect(momentsOf('2026-11-03', '14:05', berlin)).toEqual([utc('2026-11-03T13:05:00')]);
  });

  it('finds no moment for a time that is skipped, and two for one that comes twice', () => {
    expect(momentsOf('2026-03-29', '02:30', berlin)).toEqual([]);
    expect(momentsOf('2026-03-29', '03:00', berlin)).toEqual([utc('2026-03-29T01:00:00')]);
    expect(momentsOf('2026-10-25', '02:30', berlin)).toEqual([
      utc('2026-10-25T00:30:00'),
      utc('2026-10-25T01:30:00'),
    ]);
    expect(momentsOf('2026-10-25', '03:00', berlin)).toHaveLength(1);
    expect(momentsOf('2026-03-08', '02:30', 'America/New_York')).toEqual([]);
    expect(momentsOf('2026-11-01', '01:00', 'America/New_York')).toEqual([
      utc('2026-11-01T05:00:00'),
      utc('2026-11-01T06:00:00'),
    ]);
  });

  it('knows that Lord Howe changes its clock by half an hour', () => {
    const lordHowe = 'Australia/Lord_Howe';
    expect(momentsOf('2026-10-04', '02:29', lordHowe)).toEqual([]);
    expect(momentsOf('2026-10-04', '02:30', lordHowe)).toHaveLength(1);
    expect(momentsOf('2026-04-05', '01:30', lordHowe)).toHaveLength(2);
    expect(momentsOf('2026-04-05', '01:29', lordHowe)).toHaveLength(1);
  });

  it('names the day after a day, and none after what is no day', () => {
    expect([dayAfter('2026-12-31'), dayAfter('2028-02-28')]).toEqual(['2027-01-01', '2028-02-29']);
    expect([dayAfter(''), dayAfter('2026-02-30')]).toEqual([null, null]);
  });

  it('tells a zone that it knows from one that it does not', () => {
    const known = [ownZone(), 'UTC', 'Etc/GMT-14', 'America/Argentina/Buenos_Aires'];
    expect(known.filter((name) => !isTimeZone(name))).toEqual([]);
    expect(['', 'Europe/Nowhere', 'Berlin', '+02:00'].filter(isTimeZone)).toEqual([]);
  });

  it.each([
    ['', '14:00'],
    ['2026-11-03', ''],
    ['2026-13-45', '14:00'],
    ['2026-02-30', '10:00'],
    ['2026-11-03', '25:00'],
  ])('%s %s is no moment', (date, time) => expect(momentsOf(date, time, berlin)).toBeNull());
});
