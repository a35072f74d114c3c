import type { ChangedEntity, DeviceStatus, SiteId, StoredEvent } from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';
import { takeDevices, takeEvents } from './reduce.ts';
import type { LiveStore } from './store.ts';

type Answer =
  | { ok: true; value: { devices: DeviceStatus[]; events: StoredEvent[]; more: boolean } }
  | { ok: false; error: string };

interface ServerEvents {
  events: (message: { events: StoredEvent[] }) => void;
  device: (status: DeviceStatus) => void;
  changed: (message: { entity: ChangedEntity }) => void;
}

interface ClientEvents {
  subscribe: (request: { site: SiteId; after: number }, answer: (answer: Answer) => void) => void;
}

/**
 * The page's live link. After every (re)connect it subscribes from the store's cursor until nothing
 * is missing; what is pushed meanwhile waits, so that events always enter the store in the order of
 * their ids. It never polls.
 */
export class LiveLink {
  readonly #store: LiveStore;
  readonly #site: SiteId;
  readonly #onChanged: (entity: ChangedEntity) => void;
  #socket: Socket<ServerEvents, ClientEvents> | null = null;
  #waiting: StoredEvent[] | null = [];

  constructor(store: LiveStore, site: SiteId, onChanged: (entity: ChangedEntity) => void) {
    this.#store = store;
    this.#site = site;
    this.#onChanged = onChanged;
  }

  /** Connects and stays connected until the signal aborts. */
  start(signal: AbortSignal): void {
    const socket: Socket<ServerEvents, ClientEvents> = io('/live', {
      transports: ['websocket'],
      reconnectionDelay: 300,
      reconnectionDelayMax: 3000,
      withCredentials: true,
    });
    this.#socket = socket;
    socket.on('connect', () => this.#resync(socket));
    socket.on('disconnect', (reason) => {
      this.#lose();
      if (reason === 'io server disconnect') socket.connect();
    });
    socket.on('connect_error', () =>
      socket.active ? this.#lose() : this.#store.setLink({ kind: 'refused' }),
    );
    socket.on('events', ({ events }) => this.#push(events));
    socket.on('device', (status) => this.#store.update((data) => takeDevices(data, [status])));
    socket.on('changed', ({ entity }) => this.#onChanged(entity));
    signal.addEventListener('abort', () => {
      this.#socket = null;
      socket.close();
    });
  }

  #resync(socket: Socket<ServerEvents, ClientEvents>): void {
    this.#waiting ??= [];
    socket.emit(
      'subscribe',
      { site: this.#site, after: this.#store.read().data.cursor },
      (answer) => {
        if (this.#socket !== socket) return;
        if (!answer.ok) {
          this.#store.setLink({ kind: 'refused' });
          return;
        }
        const { devices, events, more } = answer.value;
        this.#store.update((data) =>
          takeDevices(takeEvents(data, events, { pageAt: Date.now(), fresh: false }), devices),
        );
        if (more && events.length > 0) {
          this.#resync(socket);
          return;
        }
        const waiting = this.#waiting ?? [];
        this.#waiting = null;
        this.#take(waiting);
        this.#store.setLink({ kind: 'live' });
      },
    );
  }

  #push(events: StoredEvent[]): void {
    if (this.#waiting === null) this.#take(events);
    else this.#waiting.push(...events);
  }

  #take(events: StoredEvent[]): void {
    this.#store.update((data) => takeEvents(data, events, { pageAt: Date.now(), fresh: true }));
  }

  #lose(): void {
    this.#waiting ??= [];
    if (this.#store.read().link.kind === 'live')
      this.#store.setLink({ kind: 'lost', since: Date.now() });
  }
}
