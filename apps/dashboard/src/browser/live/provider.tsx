'use client';

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPCClient } from '@/browser/api/trpc.ts';
import { useInvalidation } from './invalidate.ts';
import { LiveLink } from './link.ts';
import { seedJourneys, takeEvents } from './reduce.ts';
import { type LiveState, LiveStore } from './store.ts';

const LiveContext = createContext<LiveStore | null>(null);

const historyEvents = 300;
const historyJourneys = 60;

/**
 * Loads the recent past once, then keeps the store current over the live link for as long as the
 * site is shown.
 */
export const LiveProvider = ({ children }: { children: ReactNode }) => {
  const { id: site } = useSite();
  const [store] = useState(() => new LiveStore());
  const client = useTRPCClient();
  const invalidation = useInvalidation();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const link = new LiveLink(store, site, invalidation.changed);
    invalidation.watch(store, signal);
    const history = async () => {
      const [events, journeys] = await Promise.all([
        client.events.list.query({ site, limit: historyEvents }, { signal }),
        client.journeys.list.query({ site, limit: historyJourneys }, { signal }),
      ]);
      store.update((data) =>
        seedJourneys(
          takeEvents(data, events.events, { pageAt: Date.now(), fresh: false }),
          journeys,
        ),
      );
    };
    // Without its past the page still has a future: the link starts in either case and brings what
    // it can.
    history()
      .catch(() => undefined)
      .finally(() => (signal.aborted ? undefined : link.start(signal)));
    return () => controller.abort();
  }, [site, store, client, invalidation]);
  return <LiveContext value={store}>{children}</LiveContext>;
};

/** A part of the live state. The selector must return the same reference while nothing changed. */
export const useLive = <T,>(select: (state: LiveState) => T): T => {
  const store = useContext(LiveContext);
  if (store === null) throw new MissingProvider('LiveProvider');
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.read()),
    () => select(store.read()),
  );
};

class MissingProvider extends Error {
  constructor(name: string) {
    super(`${name} is missing above this component`);
    this.name = 'MissingProvider';
  }
}
