import { minuteMs } from '@nanoedge/base';

/** The next full quarter of an hour after `now`. */
export const nextQuarter = (now: number): number =>
  Math.ceil((now + 1) / (15 * minuteMs)) * 15 * minuteMs;
