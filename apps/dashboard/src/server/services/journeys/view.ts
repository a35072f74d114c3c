import type { HopName, Journey, StoredEvent } from '@nanoedge/protocol';

/**
 * A completed hop: `at` by main-controller's clock, `sincePrevious` the ms from the hop before it
 * (null for the first).
 */
export interface HopTime {
  name: HopName;
  at: number;
  sincePrevious: number | null;
}

/** `active`: it has not ended, and what it said last may still be believed. */
export type JourneyView = Journey & { startedAt: number; active: boolean; hopTimes: HopTime[] };

/** `events` are the journey's own, oldest first, at most 500. */
export type JourneyDetail = JourneyView & { events: StoredEvent[] };
