import { sinceWhen, type WallClock } from './moments.ts';

/** An event that was stored this long after it happened came late: both times are said. */
export const lateAfterMs = 60_000;

interface Times {
  at: number;
  receivedAt: number;
}

/** Whether an event was stored so long after it happened that one time alone would mislead. */
export const isLate = ({ at, receivedAt }: Times): boolean => receivedAt - at >= lateAfterMs;

/** 03:12, arrived 07:40; each with its day when that is another than that of `now`. */
export const lateTimes = ({ at, receivedAt }: Times, now: number, clock: WallClock): string =>
  `${sinceWhen({ since: at, now }, clock)}, arrived ${sinceWhen({ since: receivedAt, now }, clock)}`;
