import { Temporal } from 'temporal-polyfill';

/** The IANA name of the zone of whoever reads: the browser's, or the process's. */
const readersZone = (): string => Temporal.Now.timeZoneId();

const zoned = (at: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** Midnight of the day that holds `at` (both epoch ms), or the first moment of a day without one. */
export const startOfDay = (at: number, zone = readersZone()): number =>
  zoned(at, zone).startOfDay().epochMilliseconds;

/** The same time of day, `days` later (epoch ms): 23 or 25 hours where the clock changes. */
export const addDays = (at: number, days: number, zone = readersZone()): number =>
  zoned(at, zone).add({ days }).epochMilliseconds;

/** Midnight of the Monday of the week that holds `at` (epoch ms). */
export const weekStart = (at: number, zone = readersZone()): number => {
  const day = zoned(at, zone);
  return day.subtract({ days: day.dayOfWeek - 1 }).startOfDay().epochMilliseconds;
};

/** The number of the week that holds `at` (epoch ms), as in ISO 8601. */
export const weekNumber = (at: number, zone = readersZone()): number =>
  zoned(at, zone).weekOfYear ?? 0;

export const isSameDay = (one: number, other: number, zone = readersZone()): boolean =>
  zoned(one, zone).toPlainDate().equals(zoned(other, zone).toPlainDate());

/** What the clock on the wall shows at `at` (epoch ms), in hours: 14.5 is half past two. */
export const hourOfDay = (at: number, zone = readersZone()): number => {
  const { hour, minute } = zoned(at, zone);
  return hour + minute / 60;
};

/** The moment (epoch ms) at which the clock shows `minutes` past midnight on the day of `at`. */
export const atMinuteOfDay = (at: number, minutes: number, zone = readersZone()): number =>
  zoned(at, zone).toPlainDate().toPlainDateTime().add({ minutes }).toZonedDateTime(zone)
    .epochMilliseconds;

/** `2026-11-03`, as date inputs have it. */
export const isoDate = (at: number, zone = readersZone()): string =>
  zoned(at, zone).toPlainDate().toString();

/** `14:05`, as time inputs have it; with `'second'` 14:05:09. */
export const isoTime = (
  at: number,
  smallestUnit: 'minute' | 'second' = 'minute',
  zone = readersZone(),
): string => zoned(at, zone).toPlainTime().toString({ smallestUnit });

/**
 * The moment (epoch ms) of what a date input (`2026-11-03`) and a time input (`14:05`) hold; null
 * while either is incomplete or not in the calendar. A time that the clock skips is taken as that
 * much later, one that it shows twice as the first.
 */
export const momentOf = (date: string, time: string, zone = readersZone()): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}/.test(time)) return null;
  try {
    return Temporal.PlainDateTime.from(`${date}T${time.slice(0, 5)}`).toZonedDateTime(zone)
      .epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
