import { isoDate, isoTime, isSameDay } from '@nanoedge/base';
import { language } from './language.ts';

const format = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
  const made = new Intl.DateTimeFormat(language, options);
  return (at) => made.format(at);
};

/** 14:05 in the reader's zone. */
export const timeOfDay = format({ hour: '2-digit', minute: '2-digit' });

const withSeconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** 14:05:09.123 in the reader's zone, for event lists. */
export const timeOfDayMs = (at: number): string =>
  `${withSeconds(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;

/** Mon 3 Nov, in the reader's zone. */
export const dayName = format({ weekday: 'short', day: 'numeric', month: 'short' });

/** 3 Nov, in the reader's zone. */
export const dayOfYear = format({ day: 'numeric', month: 'short' });

const longWithComma = format({ weekday: 'long', day: 'numeric', month: 'long' });

/** Monday 3 November, in the reader's zone. */
export const longDay = (at: number): string => longWithComma(at).replace(',', '');

const dayWithYear = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** The exact moment, for titles and hovers: Mon, 3 Nov 2026, 14:05:09.123. */
export const exactTime = (at: number): string => `${dayWithYear(at)}, ${timeOfDayMs(at)}`;

/** Mon 3 Nov, 14:00–15:00; the second day is only named when it differs. */
export const timeRange = (startsAt: number, endsAt: number): string =>
  isSameDay(startsAt, endsAt)
    ? `${dayName(startsAt)}, ${timeOfDay(startsAt)}–${timeOfDay(endsAt)}`
    : `${dayName(startsAt)}, ${timeOfDay(startsAt)} – ${dayName(endsAt)}, ${timeOfDay(endsAt)}`;

/** 14:05, with the day when it is another than that of `now`: 14:05 on 3 Nov. */
export const sinceWhen = (at: number, now: number): string =>
  isSameDay(at, now) ? timeOfDay(at) : `${timeOfDay(at)} on ${dayOfYear(at)}`;

/** 2026-11-03 14:05:09 in the reader's zone, for columns that are sorted and cut. */
export const sortableTime = (at: number): string => `${isoDate(at)} ${isoTime(at, 'second')}`;
