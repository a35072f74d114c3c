import type { ChangedEntity, DeviceStatus, StoredEvent } from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';
import { type Missed, readChanged, readDevice, readEvents, readMissed } from './read-push.ts';

/** Nothing that comes is trusted before a schema has read it. */
interface ServerEvents {
  events: (message: unknown) => void;
  device: (message: unknown) => void;
  changed: (message: unknown) => void;
}

interface ClientEvents {
  subscribe: (request: { site: string; after: number }, answer: (answer: unknown) => void) => void;
}

/**
 * Where the live link goes, and as whom: a program names both, a page comes from the dashboard and
 * has its cookie. `reconnect`: whether a link that is lost is sought again.
 */
export interface LiveAddress {
  url?: string;
  headers?: Readonly<Record<string, string>>;
  reconnect?: boolean;
}

export interface LiveListener {
  connected: () => void;
  /** There is no link now. `refused`: nor will there be one, the dashboard will not have us. */
  lost: (reason: string, refused: boolean) => void;
  events: (events: StoredEvent[]) => void;
  device: (status: DeviceStatus) => void;
  changed: (entity: ChangedEntity) => void;
}

/** The socket of the live link, with every message read by its schema. */
export class LiveSocket {
  readonly #socket: Socket<ServerEvents, ClientEvents>;

  constructor({ url = '', headers = {}, reconnect = true }: LiveAddress = {}) {
    this.#socket = io(`${url}/live`, {
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      reconnection: reconnect,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3000,
      withCredentials: true,
      extraHeaders: { ...headers },
    });
  }

  /** Connects and, if it may, stays connected until the signal aborts. */
  start(listener: LiveListener, signal: AbortSignal): void {
    const socket = this.#socket;
    socket.on('connect', () => listener.connected());
    socket.on('disconnect', (reason) => {
      listener.lost(reason, false);
      // The one end that socket.io does not mend by itself
      if (reason === 'io server disconnect' && socket.io.reconnection()) socket.connect();
    });
    socket.on('connect_error', ({ message }) => listener.lost(message, !socket.active));
    socket.on('events', (message) => listener.events(readEvents(message)));
    socket.on('device', (message) => {
      const status = readDevice(message);
      if (status !== null) listener.device(status);
    });
    socket.on('changed', (message) => {
      const entity = readChanged(message);
      if (entity !== null) listener.changed(entity);
    });
    signal.addEventListener('abort', () => socket.close());
    socket.connect();
  }

  /**
   * What there is of a site after the event `after` (0: from its beginning); from then on the site
   * is pushed. Calls back with null when the dashboard will not have us; never, if the link is lost
   * meanwhile.
   */
  subscribe(site: string, after: number, answer: (missed: Missed | null) => void): void {
    this.#socket.emit('subscribe', { site, after }, (said) => answer(readMissed(said)));
  }
}
