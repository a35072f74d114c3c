import {
  type ChangedEntity,
  type DeviceStatus,
  liveNamespace,
  type SiteId,
  type StoredEvent,
} from '@nanoedge/protocol';
import type { Namespace, Server, Socket } from 'socket.io';
import { type Requester, can } from '../../policy/can.ts';
import type { LivePort } from '../services/deps.ts';
import { maskEvent } from '../services/mask.ts';

/** The socket.io rooms of those who watch a site; who sees keys is in one of their own. */
const roomsOf = (site: SiteId) => ({ keys: `${site}/keys`, masked: `${site}/masked` });

/** The room in which somebody who watches a site belongs. */
export const roomOf = (requester: Requester, site: SiteId): string =>
  roomsOf(site)[can(requester, 'person.seeKeys', { site }) ? 'keys' : 'masked'];

/** As whom a browser was let in; the rights that its link was given. */
export interface Watcher {
  session: string;
  user: string;
  role: Requester['role'];
  site: Requester['site'];
}

/** The browsers that watch. */
export class LiveHub implements LivePort {
  readonly namespace: Namespace;
  readonly #watchers = new WeakMap<Socket, Watcher>();

  constructor(io: Server) {
    this.namespace = io.of(liveNamespace);
  }

  changed = (site: SiteId, entity: ChangedEntity): void => {
    this.namespace.to(Object.values(roomsOf(site))).emit('changed', { entity });
  };

  events = (site: SiteId, events: StoredEvent[]): void => {
    const { keys, masked } = roomsOf(site);
    this.namespace.to(keys).emit('events', { events });
    this.namespace.to(masked).emit('events', { events: events.map(maskEvent) });
  };

  revoked = (users: readonly string[]): void => {
    for (const { socket, watcher } of this.watchers())
      if (users.includes(watcher.user)) socket.disconnect(true);
  };

  /** All who are connected, and as whom they were let in. */
  watchers(): { socket: Socket; watcher: Watcher }[] {
    return [...this.namespace.sockets.values()].flatMap((socket) => {
      const watcher = this.#watchers.get(socket);
      return watcher === undefined ? [] : [{ socket, watcher }];
    });
  }

  /** Remembers as whom a browser was let in. */
  admit(socket: Socket, watcher: Watcher): void {
    this.#watchers.set(socket, watcher);
  }

  device = (site: SiteId, status: DeviceStatus): void => {
    this.namespace.to(Object.values(roomsOf(site))).emit('device', status);
  };
}
