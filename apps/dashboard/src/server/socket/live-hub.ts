import {
  type ChangedEntity,
  type DeviceStatus,
  liveNamespace,
  type SiteId,
  type StoredEvent,
} from '@nanoedge/protocol';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Role } from '../db/schema/index.ts';
import type { LivePort } from '../services/deps.ts';
import { maskEvent } from '../services/mask.ts';

/** The socket.io room of those who watch a site; who sees keys is in a room of their own. */
export const roomOf = (site: SiteId, seesKeys: boolean): string =>
  `${site}/${seesKeys ? 'keys' : 'masked'}`;

/** As whom a browser was let in; the rights that its link was given. */
export interface Watcher {
  session: string;
  user: string;
  role: Role;
}

/** The browsers that watch. */
export class LiveHub implements LivePort {
  readonly namespace: Namespace;
  readonly #watchers = new WeakMap<Socket, Watcher>();

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
    this.namespace.to([roomOf(site, true), roomOf(site, false)]).emit('device', status);
  };
}
