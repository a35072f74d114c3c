import { minuteMs } from '@nanoedge/base';

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
  Math.ceil((now + 1) / (15 * minuteMs)) * 15 * minuteMs;
