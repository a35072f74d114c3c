'use client';

import { eventWords, type EventWords, type Names } from '@nanoedge/words';
import { useMemo, useState } from 'react';
import { useUrlState } from '@/browser/address/url-state.ts';
import { useLive } from '@/browser/live/provider.tsx';
import type { SeenEvent } from '@/browser/live/reduce.ts';
import { eventFilter, isProgress, matchesText } from '@/features/events/event-filter.ts';
import { foldRepeats, type FoldedEvent } from '@/features/events/fold.ts';
import { useNames } from '@/features/events/names.ts';

export interface FeedRow {
  row: FoldedEvent;
  words: EventWords;
}

/**
 * What the feed shows: newest first, up to the event at which it was paused. `total` counts every
 * event that is known, `missed` those that came since the pause.
 */
export interface Feed {
  rows: readonly FeedRow[];
  names: Names;
  total: number;
  missed: number;
  paused: boolean;
  togglePause: () => void;
}

/** The events that pass the filters in the address. */
export const useFeed = (): Feed => {
  const events = useLive((state) => state.data.events);
  const cursor = useLive((state) => state.data.cursor);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const { get } = useUrlState();
  const names = useNames();
  const [kind, device, query] = [get('kind'), get('device'), get('q')];
  const rows = useMemo(() => {
    const passes = eventFilter({ kind, device });
    const isShown = ({ event }: SeenEvent): boolean =>
      !isProgress(event) && (pausedAt === null || event.id <= pausedAt) && passes(event);
    return foldRepeats(events.filter(isShown))
      .map((row) => ({ row, words: eventWords(row.seen.event, names) }))
      .filter(({ row, words }) => matchesText(row.seen.event, words, query));
  }, [events, pausedAt, kind, device, query, names]);
  const missed = pausedAt === null ? 0 : events.findIndex(({ event }) => event.id <= pausedAt);
  return {
    rows,
    names,
    total: events.length,
    missed: Math.max(0, missed),
    paused: pausedAt !== null,
    togglePause: () => setPausedAt(pausedAt === null ? cursor : null),
  };
};
