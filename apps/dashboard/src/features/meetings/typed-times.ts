import { dayAfter, hourMs, isoDate, isoTime, minuteMs, momentsOf } from '@nanoedge/base';

/** Which of the two moments a time means that the clock shows twice; empty: not said yet. */
export type TimeTurn = 'first' | 'second' | '';

/** A meeting's time as the form holds it, by the clock of the site. */
export interface TypedTimes {
  date: string;
  start: string;
  end: string;
  startTurn?: TimeTurn | undefined;
  endTurn?: TimeTurn | undefined;
  /** That an end at or before the start is meant to be on the next day, however long that is. */
  overnight?: boolean | undefined;
}

interface TimeSpan {
  startsAt: number;
  endsAt: number;
}

/** What is wrong with typed times, and where. `skipped`: no clock of the site shows that time. */
export interface TimesProblem {
  field: 'start' | 'end' | 'startTurn' | 'endTurn';
  why: 'skipped' | 'twice' | 'end-first';
}

/** What typed times mean. `starts` and `ends` are two moments where somebody has to choose. */
export interface ReadTimes {
  starts: readonly number[];
  ends: readonly number[];
  endDate: string;
  /** Null while the times are incomplete or wrong. */
  span: TimeSpan | null;
  problem: TimesProblem | null;
}

/** An end at or before the start is taken for a slip when the night would be longer than this. */
const longestNight = 12 * hourMs;

const chosen = (moments: readonly number[], turn: TimeTurn | undefined): number | null => {
  if (moments.length === 1) return moments[0] ?? null;
  if (turn === 'first') return moments[0] ?? null;
  return turn === 'second' ? (moments[1] ?? null) : null;
};

/** The moments at which a meeting may end that starts at `after`; on the next day if need be. */
const endsOf = (
  { date, start, end }: TypedTimes,
  zone: string,
  after: number,
): { ends: number[]; endDate: string } | null => {
  const sameDay = momentsOf(date, end, zone);
  if (sameDay === null) return null;
  const later = sameDay.filter((moment) => moment > after);
  if (later.length > 0 || end > start) return { ends: later, endDate: date };
  const next = dayAfter(date);
  const moments = next === null ? null : momentsOf(next, end, zone);
  return next === null || moments === null ? null : { ends: moments, endDate: next };
};

const problemOfEnd = (
  { ends, endDate }: { ends: readonly number[]; endDate: string },
  { date, endTurn, overnight }: TypedTimes,
  startsAt: number,
): TimesProblem | null => {
  const last = ends.at(-1);
  if (last === undefined) return { field: 'end', why: 'skipped' };
  if (endDate !== date && overnight !== true && last - startsAt > longestNight)
    return { field: 'end', why: 'end-first' };
  return chosen(ends, endTurn) === null ? { field: 'endTurn', why: 'twice' } : null;
};

/**
 * What the typed times mean in the zone. An end at or before the start is on the next day: a time
 * of day that only the next day has again.
 */
export const readTimes = (typed: TypedTimes, zone: string): ReadTimes => {
  const nothing = { starts: [], ends: [], endDate: typed.date, span: null, problem: null };
  const starts = momentsOf(typed.date, typed.start, zone);
  if (starts === null) return nothing;
  const [first] = starts;
  if (first === undefined) return { ...nothing, problem: { field: 'start', why: 'skipped' } };
  const startsAt = chosen(starts, typed.startTurn);
  const found = endsOf(typed, zone, startsAt ?? first);
  if (found === null) return { ...nothing, starts };
  const read = { starts, ...found, span: null };
  if (startsAt === null) return { ...read, problem: { field: 'startTurn', why: 'twice' } };
  const problem = problemOfEnd(found, typed, startsAt);
  const endsAt = chosen(found.ends, typed.endTurn);
  if (problem !== null || endsAt === null) return { ...read, problem };
  return { ...read, span: { startsAt, endsAt }, problem: null };
};

const turnOf = (at: number, zone: string): TimeTurn => {
  const moments = momentsOf(isoDate(at, zone), isoTime(at, zone), zone) ?? [];
  if (moments.length < 2) return '';
  return moments[0] === Math.floor(at / minuteMs) * minuteMs ? 'first' : 'second';
};

/** What the form holds of a meeting's time; read again it gives the same minutes. */
export const typedTimes = ({ startsAt, endsAt }: TimeSpan, zone: string): TypedTimes => ({
  date: isoDate(startsAt, zone),
  start: isoTime(startsAt, zone),
  end: isoTime(endsAt, zone),
  startTurn: turnOf(startsAt, zone),
  endTurn: turnOf(endsAt, zone),
  overnight: endsAt - startsAt > longestNight && isoDate(startsAt, zone) !== isoDate(endsAt, zone),
});

/** Whether two drafts hold the same time, whatever else was changed. */
export const isSameTime = (one: TypedTimes, other: TypedTimes): boolean =>
  one.date === other.date &&
  one.start === other.start &&
  one.end === other.end &&
  (one.startTurn ?? '') === (other.startTurn ?? '') &&
  (one.endTurn ?? '') === (other.endTurn ?? '') &&
  (one.overnight ?? false) === (other.overnight ?? false);
