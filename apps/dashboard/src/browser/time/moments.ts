const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago (or until) `at` is, seen from `now` (both epoch ms): `now`, `12 s ago`, `in 5 min`,
 * `3 d ago`.
 */
export const relativeTime = (at: number, now: number): string => {
  const distance = Math.abs(now - at);
  if (distance < 2000) return 'now';
  const amount = largestUnit(distance);
  return at > now ? `in ${amount}` : `${amount} ago`;
};

const largestUnit = (ms: number): string => {
  if (ms < minute) return `${String(Math.floor(ms / 1000))} s`;
  if (ms < hour) return `${String(Math.floor(ms / minute))} min`;
  if (ms < day) return `${String(Math.floor(ms / hour))} h`;
  return `${String(Math.floor(ms / day))} d`;
};

/** 14:05:09.123 in the viewer's zone, for event lists. */
export const clockWithMs = (at: number): string =>
  `${clock(at, true)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;

/** 14:05, or 14:05:09 with seconds, in the viewer's zone. */
export const clock = (at: number, seconds = false): string =>
  new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  });

/** Mon 3 Nov, in the viewer's zone. */
export const dayName = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** The exact moment, for titles and hovers: Mon 3 Nov 2026, 14:05:09.123. */
export const exactTime = (at: number): string =>
  `${new Date(at).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}, ${clockWithMs(at)}`;

/** Mon 3 Nov, 14:00–15:00; the second day is only named when it differs. */
export const timeRange = (startsAt: number, endsAt: number): string => {
  const sameDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  return sameDay
    ? `${dayName(startsAt)}, ${clock(startsAt)}–${clock(endsAt)}`
    : `${dayName(startsAt)}, ${clock(startsAt)} – ${dayName(endsAt)}, ${clock(endsAt)}`;
};

/** The value of `<input type="date">` for a moment, in the viewer's zone. */
export const dateValue = (at: number): string => {
  const date = new Date(at);
  return `${String(date.getFullYear())}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
};

/** The value of `<input type="time">` for a moment, in the viewer's zone. */
export const timeValue = (at: number): string => {
  const date = new Date(at);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * Joins the values of a date and a time input to epoch ms in the viewer's zone; null when either is
 * incomplete.
 */
export const momentOf = (date: string, time: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}/.test(time)) return null;
  const at = new Date(`${date}T${time.slice(0, 5)}`).getTime();
  return Number.isNaN(at) ? null : at;
};

/** The next full quarter of an hour after `now`. */
export const nextQuarter = (now: number): number =>
  Math.ceil((now + 1) / (15 * minute)) * 15 * minute;
