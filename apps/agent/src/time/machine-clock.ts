import { readFileSync } from 'node:fs';
import { epochMs, systemClock, type Clock } from '@nanoedge/base';

/**
 * The machine's clock; in a test one that the test sets, by writing into a file how many
 * milliseconds it is ahead. Its wall time jumps with the file, its monotonic time does not.
 */
export const machineClock = (testClockFile: string | null): Clock =>
  testClockFile === null
    ? systemClock
    : {
        ...systemClock,
        now: () => epochMs(systemClock.now() + Number(readFileSync(testClockFile, 'utf8'))),
      };
