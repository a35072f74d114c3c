import { Temporal } from 'temporal-polyfill';

const zoned = (at: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** Whether the calendar here knows a zone of that name; an offset such as +02:00 is none. */
export const isTimeZone = (name: string): boolean => {
  try {
    zoned(0, name);
    return /^[A-Za-z]/.test(name);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** Names of today for those under which calendars still list some zones. */
const renamed: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** The IANA names of the zones of places that the calendar here knows, by name, and UTC. */
export const timeZones = (): string[] => {
  const listed = Intl.supportedValuesOf('timeZone').map((zone) => {
    const name = renamed[zone];
    return name !== undefined && isTimeZone(name) ? name : zone;
  });
  return [...new Set([...listed, 'UTC'])].toSorted();
};

/** How far the clocks of the zone are from UTC at a moment (epoch ms): `+05:30`. */
export const offsetAt = (at: number, zone: string): string => zoned(at, zone).offset;

/** The IANA name of the zone of the browser or the process; UTC where it has none. */
export const ownZone = (): string => {
  const zone = Temporal.Now.timeZoneId();
  return isTimeZone(zone) ? zone : 'UTC';
};

/** Midnight of the day that holds `at` (both epoch ms), or the first moment of a day without one. */
export const startOfDay = (at: number, zone: string): number =>
  zoned(at, zone).startOfDay().epochMilliseconds;

/** The same time of day, `days` later (epoch ms): 23 or 25 hours where the clock changes. */
export const addDays = (at: number, days: number, zone: string): number =>
  zoned(at, zone).add({ days }).epochMilliseconds;

/** Midnight of the Monday of the week that holds `at` (epoch ms). */
export const weekStart = (at: number, zone: string): number => {
  const day = zoned(at, zone);
  return day.subtract({ days: day.dayOfWeek - 1 }).startOfDay().epochMilliseconds;
};

/** The number of the week that holds `at` (epoch ms), as in ISO 8601. */
export const weekNumber = (at: number, zone: string): number => zoned(at, zone).weekOfYear ?? 0;

export const isSameDay = (one: number, other: number, zone: string): boolean =>
  zoned(one, zone).toPlainDate().equals(zoned(other, zone).toPlainDate());

/** What the clock on the wall shows at `at` (epoch ms), in hours: 14.5 is half past two. */
export const hourOfDay = (at: number, zone: string): number => {
  const { hour, minute } = zoned(at, zone);
  return hour + minute / 60;
};

/** The moment (epoch ms) at which the clock shows `minutes` past midnight on the day of `at`. */
export const atMinuteOfDay = (at: number, minutes: number, zone: string): number =>
  zoned(at, zone).toPlainDate().toPlainDateTime().add({ minutes }).toZonedDateTime(zone)
    .epochMilliseconds;

/** `2026-11-03`, as date inputs have it. */
export const isoDate = (at: number, zone: string): string =>
  zoned(at, zone).toPlainDate().toString();

/** `14:05`, as time inputs have it; with `'second'` 14:05:09. */
export const isoTime = (
  at: number,
  zone: string,
  smallestUnit: 'minute' | 'second' = 'minute',
): string => zoned(at, zone).toPlainTime().toString({ smallestUnit });

/** `2026-11-04`, the day after `2026-11-03`; null for what is no day. */
export const dayAfter = (date: string): string | null => {
  try {
    return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/**
 * The moments (epoch ms) at which a clock of the zone shows what a date input (`2026-11-03`) and a
 * time input (`14:05`) hold: one; none where the clock is put forward over it; two, the earlier
 * first, where it is put back over it. null while either is incomplete or not in the calendar.
 */
export const momentsOf = (date: string, time: string, zone: string): number[] | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}/.test(time)) return null;
  try {
    const shown = Temporal.PlainDateTime.from(`${date}T${time.slice(0, 5)}`);
    const moments = (['earlier', 'later'] as const)
      .map((disambiguation) => shown.toZonedDateTime(zone, { disambiguation }))
      .filter((moment) => moment.toPlainDateTime().equals(shown))
      .map(({ epochMilliseconds }) => epochMilliseconds);
    return [...new Set(moments)];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
