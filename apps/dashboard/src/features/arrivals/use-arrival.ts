'use client';

import type { StoredEvent } from '@nanoedge/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLive } from '@/browser/live/provider.tsx';
import type { SeenEvent } from '@/browser/live/reduce.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

/** What is stored of a journey, oldest first, and what was pushed of it since, newest first. */
const eventsOf = (
  journey: string,
  stored: readonly StoredEvent[],
  pushed: readonly SeenEvent[],
): StoredEvent[] => {
  const last = stored.at(-1)?.id ?? 0;
  const added = pushed
    .map(({ event }) => event)
    .filter(({ id, body }) => id > last && 'journey' in body && body.journey === journey);
  return [...stored, ...added.toReversed()];
};

/**
 * One arrival: the stored journey, or the pushed one where that is as new, with its events, oldest
 * first. `journey` is undefined until it was read, and stays so when it could not be.
 */
export const useArrival = (id: string) => {
  const trpc = useTRPC();
  const stored = useQuery({ ...trpc.journeys.get.queryOptions({ id }), retry: false });
  const live = useLive((state) => state.data.journeys.get(id));
  const pushed = useLive((state) => state.data.events);
  const journey =
    live !== undefined && live.journey.updatedAt >= (stored.data?.updatedAt ?? 0)
      ? live.journey
      : stored.data;
  const events = useMemo(
    () => eventsOf(id, stored.data?.events ?? [], pushed),
    [id, stored.data, pushed],
  );
  return { stored, journey, events };
};
