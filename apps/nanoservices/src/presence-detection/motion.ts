import { epochMs } from '@nanoedge/base';
import type { EpochMs } from '@nanoedge/protocol';
import type { PresenceDetectionConfig } from './manifest.ts';

/** What the sensor shows, and whether it counts as presence. Times are this service's clock. */
export interface DebouncedMotion {
  /** Since when the sensor is high; null while it is low. */
  activeSince: EpochMs | null;
  /** Since when presence lasts; null without. */
  presentSince: EpochMs | null;
  /** When the sensor went low during presence. */
  quietSince: EpochMs | null;
  repeatAt: EpochMs | null;
}

export type MotionInput = { kind: 'sensor'; active: boolean } | { kind: 'tick' };

/** `detected` begins a presence, `repeated` tells it again, `cleared` ends it. */
export type MotionOutput = 'detected' | 'repeated' | 'cleared';

export const nothingMoves: DebouncedMotion = {
  activeSince: null,
  presentSince: null,
  quietSince: null,
  repeatAt: null,
};

/** Debounces a motion sensor. Pure: call it again at `wakeAt` with a tick. */
export const decideMotion = (
  state: DebouncedMotion,
  input: MotionInput,
  { config, now }: { config: PresenceDetectionConfig; now: EpochMs },
): { state: DebouncedMotion; output: MotionOutput | null } => {
  const seen = input.kind === 'sensor' ? sense(state, input.active, now) : state;
  if (seen.presentSince === null) {
    if (seen.activeSince === null || now - seen.activeSince < config.debounceMs)
      return { state: seen, output: null };
    const begun = {
      ...seen,
      presentSince: seen.activeSince,
      quietSince: null,
      repeatAt: repeat(config, now),
    };
    return { state: begun, output: 'detected' };
  }
  if (seen.quietSince !== null && now - seen.quietSince >= config.holdSeconds * 1000)
    return { state: nothingMoves, output: 'cleared' };
  if (seen.repeatAt !== null && now >= seen.repeatAt)
    return { state: { ...seen, repeatAt: repeat(config, now) }, output: 'repeated' };
  return { state: seen, output: null };
};

/** When the state changes by itself next; null while nothing moves. */
export const wakeAt = (state: DebouncedMotion, config: PresenceDetectionConfig): EpochMs | null => {
  if (state.presentSince === null)
    return state.activeSince === null ? null : epochMs(state.activeSince + config.debounceMs);
  const ends =
    state.quietSince === null
      ? Number.POSITIVE_INFINITY
      : state.quietSince + config.holdSeconds * 1000;
  return epochMs(Math.min(ends, state.repeatAt ?? ends));
};

const repeat = (config: PresenceDetectionConfig, now: EpochMs): EpochMs =>
  epochMs(now + config.repeatSeconds * 1000);

const sense = (state: DebouncedMotion, active: boolean, now: EpochMs): DebouncedMotion => {
  if (active) return { ...state, activeSince: state.activeSince ?? now, quietSince: null };
  const quietSince = state.presentSince === null ? null : (state.quietSince ?? now);
  return { ...state, activeSince: null, quietSince };
};
