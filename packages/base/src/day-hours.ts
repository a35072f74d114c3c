import { addDays, hourOfDay, isSameDay, startOfDay } from './calendar.ts';
import { hourMs, minuteMs } from './durations.ts';

/** A day: its first moment (epoch ms), and the zone whose clock tells its hours. */
export interface ZonedDay {
  start: number;
  zone: string;
}

/** What the clock shows at `at` in hours, of a moment before the day 0 and of one after it 24. */
export const hourOnDay = ({ start, zone }: ZonedDay, at: number): number =>
  at < start ? 0 : isSameDay(start, at, zone) ? hourOfDay(at, zone) : 24;

/**
 * The hours of a day that a span covers on the clock of the wall, so 10 to 11 is 10 to 11 also on a
 * day of 23 or 25 hours; null when it does not touch the day. Of an hour that is shown twice both
 * halves are at one place.
 */
export const hoursOnDay = (
  day: ZonedDay,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
): { from: number; to: number } | null => {
  const dayEnd = startOfDay(addDays(day.start, 1, day.zone), day.zone);
  if (endsAt <= day.start || startsAt >= dayEnd) return null;
  const hours = { from: hourOnDay(day, startsAt), to: hourOnDay(day, endsAt) };
  const [start, end] = [Math.max(startsAt, day.start), Math.min(endsAt, dayEnd)];
  const isEven = Math.abs((end - start) / hourMs - (hours.to - hours.from)) < minuteMs / hourMs;
  if (isEven) return hours;
  // The clock was changed in between: what it showed in each minute is covered
  for (let at = start; at < end; at += minuteMs) {
    const shown = hourOnDay(day, at);
    hours.from = Math.min(hours.from, shown);
    hours.to = Math.max(hours.to, shown + minuteMs / hourMs);
  }
  return hours;
};
