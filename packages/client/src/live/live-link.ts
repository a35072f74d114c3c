import type { ChangedEntity, DeviceStatus, StoredEvent } from '@nanoedge/protocol';
import { type LiveAddress, LiveSocket } from './live-socket.ts';

/** Who is told what the live link brings, in the order in which the dashboard said it. */
export interface LiveSink {
  /** Oldest first, each once, also when missed for a while. `fresh`: pushed just now. */
  events: (events: readonly StoredEvent[], fresh: boolean) => void;
  devices: (devices: readonly DeviceStatus[]) => void;
  /** Something else than events changed. */
  changed: (entity: ChangedEntity) => void;
  /** The link is back after it was lost: what was said meanwhile besides events is not known. */
  gap: () => void;
  /** `live`: nothing is missed. `refused`: the dashboard will not have us. */
  state: (state: 'live' | 'lost' | 'refused') => void;
}

/**
 * A site as it goes on. After every (re)connect it subscribes from the last event it has until
 * nothing is missed; what is pushed meanwhile waits, so that events always arrive in the order of
 * their ids. It never polls.
 */
export class LiveLink {
  readonly #socket: LiveSocket;
  readonly #site: string;
  readonly #sink: LiveSink;
  #cursor = 0;
  #waiting: StoredEvent[] | null = [];
  #wasLive = false;

  constructor(address: LiveAddress, site: string, sink: LiveSink) {
    this.#socket = new LiveSocket(address);
    this.#site = site;
    this.#sink = sink;
  }

  /** Follows from the event `after` (0: from the beginning) until the signal aborts. */
  start(after: number, signal: AbortSignal): void {
    this.#cursor = after;
    const listener = {
      connected: () => this.#resync(signal),
      lost: (_reason: string, refused: boolean) => {
        this.#waiting ??= [];
        this.#sink.state(refused ? 'refused' : 'lost');
      },
      events: (events: StoredEvent[]) => {
        if (this.#waiting === null) this.#take(events, true);
        else this.#waiting.push(...events);
      },
      device: (status: DeviceStatus) => this.#sink.devices([status]),
      changed: (entity: ChangedEntity) => this.#sink.changed(entity),
    };
    this.#socket.start(listener, signal);
  }

  #resync(signal: AbortSignal): void {
    this.#waiting ??= [];
    this.#socket.subscribe(this.#site, this.#cursor, (missed) => {
      if (signal.aborted) return;
      if (missed === null) {
        this.#sink.state('refused');
        return;
      }
      this.#take(missed.events, false);
      this.#sink.devices(missed.devices);
      if (missed.more && missed.events.length > 0) {
        this.#resync(signal);
        return;
      }
      const waiting = this.#waiting ?? [];
      this.#waiting = null;
      this.#take(waiting, true);
      if (this.#wasLive) this.#sink.gap();
      this.#wasLive = true;
      this.#sink.state('live');
    });
  }

  #take(events: readonly StoredEvent[], fresh: boolean): void {
    const added = events
      .filter(({ id }) => id > this.#cursor)
      .toSorted((one, other) => one.id - other.id);
    this.#cursor = added.at(-1)?.id ?? this.#cursor;
    if (added.length > 0) this.#sink.events(added, fresh);
  }
}
