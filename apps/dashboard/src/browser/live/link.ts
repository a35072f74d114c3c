import type { SiteId, StoredEvent } from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Pushes } from './pushes.ts';
import { readChanged, readDevice, readEvents, readMissed } from './read-push.ts';
import { takeDevices, takeEvents } from './reduce.ts';
import type { LiveStore } from './store.ts';

/** Nothing that comes is trusted before a schema has read it. */
interface ServerEvents {
  events: (message: unknown) => void;
  device: (message: unknown) => void;
  changed: (message: unknown) => void;
}

interface ClientEvents {
  subscribe: (request: { site: SiteId; after: number }, answer: (answer: unknown) => void) => void;
}

type LiveSocket = Socket<ServerEvents, ClientEvents>;

/**
 * The page's live link. After every (re)connect it subscribes from the store's cursor until nothing
 * is missing; what is pushed meanwhile waits, so that events always enter the store in the order of
 * their ids. It never polls.
 */
export class LiveLink {
  readonly #store: LiveStore;
  readonly #pushes: Pushes;
  readonly #site: SiteId;
  #socket: LiveSocket | null = null;
  #waiting: StoredEvent[] | null = [];
  #wasLive = false;

  constructor(store: LiveStore, pushes: Pushes, site: SiteId) {
    this.#store = store;
    this.#pushes = pushes;
    this.#site = site;
  }

  /** Connects and stays connected until the signal aborts. */
  start(signal: AbortSignal): void {
    const socket: LiveSocket = io('/live', {
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
    socket.on('events', (message) => this.#push(readEvents(message)));
    socket.on('device', (message) => {
      const status = readDevice(message);
      if (status !== null) this.#store.update((data) => takeDevices(data, [status]));
    });
    socket.on('changed', (message) => {
      const entity = readChanged(message);
      if (entity !== null) this.#pushes.changed(entity);
    });
    signal.addEventListener('abort', () => {
      this.#socket = null;
      socket.close();
    });
  }

  #resync(socket: LiveSocket): void {
    this.#waiting ??= [];
    socket.emit('subscribe', { site: this.#site, after: this.#cursor() }, (answer) => {
      if (this.#socket !== socket) return;
      const missed = readMissed(answer);
      if (missed === null) {
        this.#store.setLink({ kind: 'refused' });
        return;
      }
      this.#take(missed.events, false);
      this.#store.update((data) => takeDevices(data, missed.devices));
      if (missed.more && missed.events.length > 0) {
        this.#resync(socket);
        return;
      }
      const waiting = this.#waiting ?? [];
      this.#waiting = null;
      this.#take(waiting, true);
      if (this.#wasLive) this.#pushes.gap();
      this.#wasLive = true;
      this.#store.setLink({ kind: 'live' });
    });
  }

  #push(events: StoredEvent[]): void {
    if (this.#waiting === null) this.#take(events, true);
    else this.#waiting.push(...events);
  }

  #take(events: readonly StoredEvent[], fresh: boolean): void {
    const before = this.#cursor();
    this.#store.update((data) => takeEvents(data, events, { pageAt: Date.now(), fresh }));
    this.#pushes.events(
      events.filter(({ id }) => id > before).toSorted((one, other) => one.id - other.id),
    );
  }

  #cursor(): number {
    return this.#store.read().data.cursor;
  }

  #lose(): void {
    this.#waiting ??= [];
    if (this.#store.read().link.kind === 'live')
      this.#store.setLink({ kind: 'lost', since: Date.now() });
  }
}
