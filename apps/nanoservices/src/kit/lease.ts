import { epochMs } from '@nanoedge/base';
import type { EpochMs } from '@nanoedge/protocol';

/** When the next of the leases ends; null when nobody holds one. */
export const nextLapse = (held: ReadonlyMap<unknown, { until: EpochMs }>): EpochMs | null =>
  held.size === 0 ? null : epochMs(Math.min(...[...held.values()].map(({ until }) => until)));
