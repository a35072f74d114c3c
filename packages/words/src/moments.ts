import { isoDate, isoTime, isSameDay, momentsOf } from '@nanoedge/base';
import { language } from './language.ts';

/** By which clock times are written: an IANA zone, and whether the day has twice twelve hours. */
export interface WallClock {
  zone: string;
  /** Absent: as the language has it. */
  hour12?: boolean;
}

/** Whether a locale has twice twelve hours a day: 2 pm in en-US, 14:00 in en-GB. */
export const hasTwelveHours = (locale: string): boolean => {
  try {
    const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
    return hour12 === true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** Formats are dear to make, so each is kept by what differs between clocks. */
const format = (
  options: Intl.DateTimeFormatOptions,
): ((at: number, clock: WallClock) => string) => {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (at, { zone, hour12 }) => {
    const key = `${zone} ${String(hour12)}`;
    const known = made.get(key);
    if (known !== undefined) return known.format(at);
    const hours: Intl.DateTimeFormatOptions =
      hour12 === true && options.hour !== undefined ? { hourCycle: 'h12', hour: 'numeric' } : {};
    const fresh = new Intl.DateTimeFormat(language, { ...options, ...hours, timeZone: zone });
    made.set(key, fresh);
    return fresh.format(at);
  };
};

/** 14:05, or 2:05 pm by a clock of twelve hours. */
export const timeOfDay = format({ hour: '2-digit', minute: '2-digit' });

const fullHour = format({ hour: 'numeric' });

/** A full hour of a day, 0 to 24, for axes: 14:00, or 2 pm. */
export const hourMark = (hour: number, { hour12 }: WallClock): string =>
  hour12 === true
    ? fullHour(hour * 3_600_000, { zone: 'UTC', hour12 })
    : `${String(hour).padStart(2, '0')}:00`;

/** 14:05:09.123, for event lists. */
export const timeOfDayMs = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** Mon 3 Nov. */
export const dayName = format({ weekday: 'short', day: 'numeric', month: 'short' });

/** Sun 29 Mar, of a day as date inputs have it: 2026-03-29. */
export const dayOfDate = (date: string): string =>
  dayName(Date.parse(`${date}T12:00:00Z`), { zone: 'UTC' });

/** The name of the zone as it is at a moment: CET or CEST. */
export const zoneName = (at: number, { zone }: WallClock): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

/** 3 Nov. */
const dayOfYear = format({ day: 'numeric', month: 'short' });

const longWithComma = format({ weekday: 'long', day: 'numeric', month: 'long' });

/** Monday 3 November. */
export const longDay = (at: number, clock: WallClock): string =>
  longWithComma(at, clock).replace(',', '');

const dayWithYear = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** The exact moment, for titles and hovers: Mon, 3 Nov 2026, 14:05:09.123. */
export const exactTime = (at: number, clock: WallClock): string =>
  `${dayWithYear(at, clock)}, ${timeOfDayMs(at, clock)}`;

/** A day and a time ahead, to the minute: Mon 3 Nov, 14:05. */
export const untilWhen = (at: number, clock: WallClock): string =>
  `${dayName(at, clock)}, ${timeOfDay(at, clock)}`;

/** 02:30, and 02:30 CEST where the clock shows that time once more. */
const clearTime = (at: number, clock: WallClock): string => {
  const { zone } = clock;
  const moments = momentsOf(isoDate(at, zone), isoTime(at, zone), zone) ?? [];
  const time = timeOfDay(at, clock);
  return moments.length > 1 ? `${time} ${zoneName(at, clock)}` : time;
};

interface Span {
  startsAt: number;
  endsAt: number;
}

/** Mon 3 Nov, 14:00–15:00; the second day is only named when it differs. */
export const timeRange = ({ startsAt, endsAt }: Span, clock: WallClock): string => {
  const [start, end] = [clearTime(startsAt, clock), clearTime(endsAt, clock)];
  return isSameDay(startsAt, endsAt, clock.zone)
    ? `${dayName(startsAt, clock)}, ${start}–${end}`
    : `${dayName(startsAt, clock)}, ${start} – ${dayName(endsAt, clock)}, ${end}`;
};

/** The same within a sentence: 14:00–15:00 on Mon 3 Nov. */
export const rangeOnDay = ({ startsAt, endsAt }: Span, clock: WallClock): string => {
  const [start, end] = [clearTime(startsAt, clock), clearTime(endsAt, clock)];
  const first = dayName(startsAt, clock);
  return isSameDay(startsAt, endsAt, clock.zone)
    ? `${start}–${end} on ${first}`
    : `${start} on ${first} to ${end} on ${dayName(endsAt, clock)}`;
};

/** 14:05, with the day when it is another than that of `now`: 14:05 on 3 Nov. */
export const sinceWhen = (
  { since, now }: { since: number; now: number },
  clock: WallClock,
): string =>
  isSameDay(since, now, clock.zone)
    ? timeOfDay(since, clock)
    : `${timeOfDay(since, clock)} on ${dayOfYear(since, clock)}`;

/** 2026-11-03 14:05:09, for columns that are sorted and cut. */
export const sortableTime = (at: number, { zone }: WallClock): string =>
  `${isoDate(at, zone)} ${isoTime(at, zone, 'second')}`;

/**
 * What somebody reads who may be in another zone than the site: the site's time, and their own
 * beside it where it differs.
 */
export const withOwnTime = (
  write: (clock: WallClock) => string,
  { site, own }: { site: WallClock; own: WallClock },
): string => {
  const [there, here] = [write(site), write(own)];
  return there === here ? there : `${there} (${here} where you are)`;
};
