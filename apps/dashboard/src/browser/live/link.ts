import { LiveLink } from '@nanoedge/client/live';
import type { SiteId } from '@nanoedge/protocol';
import type { Pushes } from './pushes.ts';
import { takeDevices, takeEvents } from './reduce.ts';
import type { LiveStore } from './store.ts';

/** How long a page may be without its first link before what it read counts as old. */
const patienceMs = 8_000;

interface LinkEnds {
  store: LiveStore;
  pushes: Pushes;
  onLive: () => void;
  onRefused: () => void;
}

/**
 * Keeps the store current and tells the listeners, from where the store is until the signal aborts.
 * What is pushed is reduced here and not read again.
 */
export const startLink = (
  site: SiteId,
  { store, pushes, onLive, onRefused }: LinkEnds,
  signal: AbortSignal,
): void => {
  const lose = () => {
    if (store.read().link.kind !== 'lost') store.setLink({ kind: 'lost', since: Date.now() });
  };
  const link = new LiveLink({}, site, {
    events: (events, fresh) => {
      store.update((data) => takeEvents(data, events, { pageAt: Date.now(), fresh }));
      pushes.events(events);
    },
    devices: (devices) => store.update((data) => takeDevices(data, devices, Date.now())),
    changed: (entity) => pushes.changed(entity),
    gap: () => pushes.gap(),
    state: (kind) => {
      if (kind === 'lost') lose();
      else store.setLink({ kind });
      if (kind === 'live') onLive();
      if (kind === 'refused') onRefused();
    },
  });
  // One that never came up is lost too: a dashboard that hangs refuses nothing
  const waiting = setTimeout(() => {
    if (store.read().link.kind === 'connecting') lose();
  }, patienceMs);
  signal.addEventListener('abort', () => clearTimeout(waiting));
  link.start(store.read().data.cursor, signal);
};
