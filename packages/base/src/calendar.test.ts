import { describe, expect, it } from 'vitest';
import {
  addDays,
  atMinuteOfDay,
  hourOfDay,
  isSameDay,
  isoDate,
  isoTime,
  momentOf,
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
    expect(isoTime(startOfDay(at, 'Africa/Cairo'), 'minute', 'Africa/Cairo')).toBe('00:00');
    const beirut = startOfDay(at, 'Asia/Beirut');
    expect(isoTime(beirut, 'minute', 'Asia/Beirut')).toBe('01:00');
  });

  it('keeps the time of day over a change of the clock', () => {
    const eve = utc('2026-03-28T09:00:00');
    expect(addDays(eve, 1, berlin) - eve).toBe(23 * 3_600_000);
    expect(isoTime(addDays(eve, 1, berlin), 'minute', berlin)).toBe('10:00');
    const autumn = utc('2026-10-24T08:00:00');
    expect(addDays(autumn, 1, berlin) - autumn).toBe(25 * 3_600_000);
  });

  it('reads the hour from the wall, also on the day the clock changes', () => {
    const at = utc('2026-03-29T08:30:00');
    expect(hourOfDay(at, berlin)).toBe(10.5);
    expect(atMinuteOfDay(at, 10 * 60 + 30, berlin)).toBe(at);
    expect(atMinuteOfDay(at, 24 * 60, berlin)).toBe(momentOf('2026-03-30', '00:00', berlin));
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
    expect(isoTime(at, 'minute', berlin)).toBe('14:05');
    expect(isoTime(at, 'second', berlin)).toBe('14:05:59');
    expect(momentOf('2026-11-03', '14:05', berlin)).toBe(utc('2026-11-03T13:05:00'));
  });

  it('takes a time that is skipped as later, one that comes twice as the first', () => {
    expect(momentOf('2026-03-29', '02:30', berlin)).toBe(utc('2026-03-29T01:30:00'));
    expect(momentOf('2026-10-25', '02:30', berlin)).toBe(utc('2026-10-25T00:30:00'));
  });

  it.each([
    ['', '14:00'],
    ['2026-11-03', ''],
    ['2026-13-45', '14:00'],
    ['2026-02-30', '10:00'],
    ['2026-11-03', '25:00'],
  ])('%s %s is no moment', (date, time) => expect(momentOf(date, time, berlin)).toBeNull());
});
