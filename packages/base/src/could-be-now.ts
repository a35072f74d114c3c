import type { EpochMs } from '@nanoedge/protocol';

/** The first of 2026, in UTC: this program did not run before. */
const earliestMs = 1_767_225_600_000;

/** Whether a clock that says this can be right; one that nobody ever set says a time in 1970. */
export const couldBeNow = (at: EpochMs): boolean => at >= earliestMs;
