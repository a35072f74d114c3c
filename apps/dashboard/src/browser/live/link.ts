import { LiveLink } from '@nanoedge/client/live';
import type { SiteId } from '@nanoedge/protocol';
import type { Pushes } from './pushes.ts';
import { takeDevices, takeEvents } from './reduce.ts';
import type { LiveStore } from './store.ts';

/**
 * Keeps the store current and tells the listeners, from where the store is until the signal aborts.
 * What is pushed is reduced here and not read again.
 */
export const startLink = (
  site: SiteId,
  { store, pushes }: { store: LiveStore; pushes: Pushes },
  signal: AbortSignal,
): void => {
  const link = new LiveLink({}, site, {
    events: (events, fresh) => {
      store.update((data) => takeEvents(data, events, { pageAt: Date.now(), fresh }));
      pushes.events(events);
    },
    devices: (devices) => store.update((data) => takeDevices(data, devices)),
    changed: (entity) => pushes.changed(entity),
    gap: () => pushes.gap(),
    state: (kind) => {
      if (kind !== 'lost') store.setLink({ kind });
      else if (store.read().link.kind === 'live') store.setLink({ kind, since: Date.now() });
    },
  });
  link.start(store.read().data.cursor, signal);
};
