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
import { useSignInTurn } from '@/browser/api/sign-in-gate.ts';
import { useTRPCClient } from '@/browser/api/trpc.ts';
import { useInvalidation } from './invalidate.ts';
import { startLink } from './link.ts';
import { type PushListener, Pushes } from './pushes.ts';
import { seedJourneys, takeEvents } from './reduce.ts';
import { type LiveState, LiveStore } from './store.ts';

interface Live {
  store: LiveStore;
  pushes: Pushes;
}

const LiveContext = createContext<Live | null>(null);

/** Gives what is below it the live state. */
export const LiveScope = ({ live, children }: { live: Live; children: ReactNode }) => (
  <LiveContext value={live}>{children}</LiveContext>
);

const historyEvents = 300;
const historyJourneys = 60;

/**
 * Loads the recent past once, then keeps the store current over the live link for as long as the
 * site is shown.
 */
export const LiveProvider = ({ children }: { children: ReactNode }) => {
  const { id: site } = useSite();
  const [live] = useState((): Live => ({ store: new LiveStore(), pushes: new Pushes() }));
  const client = useTRPCClient();
  const invalidation = useInvalidation();
  const turn = useSignInTurn();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const { store, pushes } = live;
    const off = pushes.listen(invalidation);
    const history = async () => {
      const [events, journeys, here] = await Promise.all([
        client.events.list.query({ site, limit: historyEvents }, { signal }),
        client.journeys.list.query({ site, limit: historyJourneys }, { signal }),
        client.journeys.here.query({ site }, { signal }),
      ]);
      store.update((data) =>
        seedJourneys(takeEvents(data, events.events, { pageAt: Date.now(), fresh: false }), [
          ...journeys,
          ...here,
        ]),
      );
      store.setPast('read');
    };
    // What was said between two sign-ins is not known
    const onLive = () => (turn > 0 ? pushes.gap() : undefined);
    // Whether that is because nobody is signed in any more, a call tells, and then asks to sign in
    const onRefused = () => {
      client.me.get.query(undefined, { signal }).catch(
        // The state of the link is shown already
        () => undefined,
      );
    };
    // Without its past the page still has a future: the link starts in either case and brings what
    // it can.
    history()
      .catch(() => (signal.aborted ? undefined : store.setPast('unread')))
      .finally(() =>
        signal.aborted ? undefined : startLink(site, { ...live, onLive, onRefused }, signal),
      );
    return () => {
      off();
      controller.abort();
    };
  }, [site, live, client, invalidation, turn]);
  return <LiveScope live={live}>{children}</LiveScope>;
};

export const useLink = (): Live => {
  const live = useContext(LiveContext);
  if (live === null) throw new MissingProvider('LiveProvider');
  return live;
};

/** A part of the live state. The selector must return the same reference while nothing changed. */
export const useLive = <T,>(select: (state: LiveState) => T): T => {
  const { store } = useLink();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.read()),
    () => select(store.read()),
  );
};

/** Hears everything that the live link says while the component is there. */
export const usePushed = (listener: PushListener): void => {
  const { pushes } = useLink();
  useEffect(() => pushes.listen(listener), [pushes, listener]);
};

class MissingProvider extends Error {
  constructor(name: string) {
    super(`${name} is missing above this component`);
    this.name = 'MissingProvider';
  }
}
