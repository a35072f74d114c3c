import { shiftTimes } from '@nanoedge/base';
import type { EpochMs } from '@nanoedge/protocol';
import type { ControllerState } from './model.ts';

/**
 * The state by a clock that was corrected by `byMs`: what lasts, lasts as long as before. Another
 * meeting may be on now, so everybody who is followed is decided again at once.
 */
export const corrected = (state: ControllerState, byMs: number, now: EpochMs): ControllerState => {
  const shifted = shiftTimes(state, byMs);
  const entries = new Map(
    [...shifted.entries].map(([id, entry]) => [
      id,
      entry.active && entry.journey.key !== null ? { ...entry, askAgainAt: now } : entry,
    ]),
  );
  return { ...shifted, entries };
};
