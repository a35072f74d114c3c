import type { timeKinds } from '@nanoedge/words';
import type { HopName } from '@nanoedge/protocol';
import type { HopSpan } from '@/features/journeys/hops.ts';

/** What each hop mostly is. */
export const timeKindOf: Record<HopName, keyof typeof timeKinds> = {
  presence: 'software',
  scan: 'software',
  sighting: 'radio',
  identity: 'software',
  guidance: 'software',
  arrival: 'walk',
  content: 'software',
};

/**
 * The paper's values, radio included (Fig. 7): presence detection, authentication over BLE, the
 * walk to the room.
 */
export const paperMs: Partial<Record<HopName, number>> = {
  presence: 1950,
  identity: 2750,
  arrival: 10_000,
};

/**
 * The length of the axis: the arrival and the paper's ticks fit, rounded up to a figure that reads
 * well at its quarters.
 */
export const scaleMs = (spans: readonly HopSpan[]): number => {
  const start = spans[0]?.startAt ?? 0;
  const needed = spans.reduce(
    (most, { name, startAt, at }) =>
      Math.max(most, at - start, startAt - start + (paperMs[name] ?? 0)),
    1000,
  );
  const unit = 10 ** Math.floor(Math.log10(needed));
  return (
    [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10]
      .map((factor) => factor * unit)
      .find((length) => length >= needed) ?? needed
  );
};
