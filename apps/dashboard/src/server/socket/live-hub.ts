import {
  type ChangedEntity,
  type DeviceStatus,
  liveNamespace,
  type SiteId,
  type StoredEvent,
} from '@nanoedge/protocol';
import type { Namespace, Server } from 'socket.io';
import type { LivePort } from '../services/deps.ts';
import { maskEvent } from '../services/mask.ts';

/** The socket.io room of those who watch a site; who sees keys is in a room of their own. */
export const roomOf = (site: SiteId, seesKeys: boolean): string =>
  `${site}/${seesKeys ? 'keys' : 'masked'}`;

/** The browsers that watch. */
export class LiveHub implements LivePort {
  readonly namespace: Namespace;

  constructor(io: Server) {
    this.namespace = io.of(liveNamespace);
  }

  changed = (site: SiteId, entity: ChangedEntity): void => {
    this.namespace.to([roomOf(site, true), roomOf(site, false)]).emit('changed', { entity });
  };

  events = (site: SiteId, events: StoredEvent[]): void => {
    this.namespace.to(roomOf(site, true)).emit('events', { events });
    this.namespace.to(roomOf(site, false)).emit('events', { events: events.map(maskEvent) });
  };

  device = (site: SiteId, status: DeviceStatus): void => {
    this.namespace.to([roomOf(site, true), roomOf(site, false)]).emit('device', status);
  };
}
