import { plural } from './numbers.ts';
import { formatGoing } from './spans.ts';

const yearMs = 365.25 * 86_400_000;

const byHowMuch = (ms: number): string =>
  ms < yearMs ? formatGoing(Math.round(ms / 1000) * 1000) : plural(Math.round(ms / yearMs), 'year');

/** What is said of a device's own clock, compared with the dashboard's. */
export const clockWords = {
  label: 'Clock',
  /** A difference that nobody needs to mend. */
  right: 'right',
  notCompared: 'not compared yet',
  differs: (aheadMs: number): string =>
    `This device’s clock is ${byHowMuch(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`,
  /** What it means, and how it is mended. */
  meanwhile:
    'It goes by the dashboard’s time. Set its clock, or let it keep time by NTP: a restart without the dashboard starts from the wrong time.',
  agrees: 'This device’s clock is right again',
  /** From how far off a clock is called wrong. */
  alarmBeyondMs: 2_000,
} as const;
