import { type Clock, sleep } from '@nanoedge/base';
import { serviceReasons } from '@nanoedge/words';
import {
  DashboardUnreachable,
  DiskRefused,
  EngineRefused,
  ImageCorrupt,
  LinkRefused,
  RestoreFailed,
  SnapshotCorrupt,
  SnapshotFailed,
} from '../errors.ts';
import { linkDelayMs } from '../time/back-off.ts';

/** A service is stopped while its snapshot waits for the dashboard, so not for ever. */
const patienceMs = 60_000;

/** Whether trying again would end the same way. */
export const isFinal = (error: unknown): error is Error =>
  error instanceof SnapshotFailed ||
  error instanceof SnapshotCorrupt ||
  error instanceof RestoreFailed ||
  error instanceof LinkRefused ||
  error instanceof ImageCorrupt ||
  error instanceof DiskRefused ||
  error instanceof EngineRefused;

/**
 * Tries again while the dashboard is away. Throws SnapshotFailed when the patience is used up, and
 * whatever else the work throws at once.
 */
export const whileUnreachable = async <T>(
  work: () => Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> => {
  const end = clock.monotonic() + patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DashboardUnreachable) || signal.aborted) throw error;
      if (clock.monotonic() > end)
        throw new SnapshotFailed(serviceReasons.dashboardAway(error.message), { cause: error });
      await sleep(clock, linkDelayMs(attempt, Math.random), signal);
    }
  }
};
