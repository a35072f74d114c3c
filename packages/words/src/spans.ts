import { decimal, plural } from './numbers.ts';

interface Part {
  amount: number;
  unit: string;
}

const twoParts = (big: Part, small: Part): string =>
  small.amount === 0
    ? `${String(big.amount)} ${big.unit}`
    : `${String(big.amount)} ${big.unit} ${String(small.amount)} ${small.unit}`;

const split = (total: number, size: number, [big, small]: readonly [string, string]): string =>
  twoParts({ amount: Math.floor(total / size), unit: big }, { amount: total % size, unit: small });

/** A measured span for reading aloud: < 1 ms, 97 ms, 1.95 s, 2 min 5 s, 3 h 10 min. */
export const formatSpan = (ms: number): string => {
  if (ms < 1) return ms <= 0 ? '0 ms' : '< 1 ms';
  if (Math.round(ms) < 1000) return `${decimal(ms, 0)} ms`;
  if (Math.round(ms / 10) < 1000) return `${decimal(ms / 1000, 2)} s`;
  if (Math.round(ms / 100) < 600) return `${decimal(ms / 1000, 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return split(seconds, 60, ['min', 's']);
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return split(minutes, 60, ['h', 'min']);
  return split(Math.round(minutes / 60), 24, ['d', 'h']);
};

/** A span that is still going on: whole seconds, so that it does not flicker. */
export const formatGoing = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? `${String(seconds)} s` : formatSpan(seconds * 1000);
};

/** A span in whole words, for those who read from afar: 45 seconds, 3 minutes. */
export const spelledSpan = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return seconds < 120 ? plural(seconds, 'second') : plural(Math.floor(seconds / 60), 'minute');
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const largestUnit = (ms: number): string => {
  if (ms < minute) return `${String(Math.floor(ms / 1000))} s`;
  if (ms < hour) return `${String(Math.floor(ms / minute))} min`;
  if (ms < day) return `${String(Math.floor(ms / hour))} h`;
  return `${String(Math.floor(ms / day))} d`;
};

/**
 * How long ago (or until) `at` is, seen from `now` (both epoch ms): `now`, `12 s ago`, `in 5 min`,
 * `3 d ago`. Own words, because Intl's short ones are `12 sec ago` and `3 days ago`.
 */
export const relativeTime = (at: number, now: number): string => {
  const distance = Math.abs(now - at);
  if (distance < 2000) return 'now';
  const amount = largestUnit(distance);
  return at > now ? `in ${amount}` : `${amount} ago`;
};
