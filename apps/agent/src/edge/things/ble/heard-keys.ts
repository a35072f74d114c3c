import type { Clock } from '@nanoedge/base';
import {
  type BleState,
  Dbm,
  type IdentityKey,
  type Sighting,
  type ThingState,
} from '@nanoedge/protocol';
import { Listeners } from '../listeners.ts';

/** A sighting and when it was made on the monotonic clock, by which it grows old. */
interface Heard {
  sighting: Sighting;
  tick: number;
}

const heardForMs = 2_000;

/**
 * The latest sightings, so few that a notification is one datagram as a rule. Each sighting is in
 * the one that it caused.
 */
const mostSightings = 10;

/** Of how many keys the last sighting is kept at most; the one that was heard longest ago goes. */
const mostKeys = 1_000;

/** What a scanner heard in the last two seconds, and who wants to know. */
export class HeardKeys {
  readonly #clock: Clock;
  readonly #listeners = new Listeners<ThingState>();
  readonly #heard = new Map<IdentityKey, Heard>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether anybody wants to know. */
  get isObserved(): boolean {
    return this.#listeners.size > 0;
  }

  read(): BleState {
    const oldest = this.#clock.monotonic() - heardForMs;
    for (const [key, { tick }] of this.#heard) if (tick < oldest) this.#heard.delete(key);
    const heard = [...this.#heard.values()]
      .toSorted((a, b) => b.tick - a.tick)
      .slice(0, mostSightings)
      .map(({ sighting }) => sighting);
    return { kind: 'ble', heard };
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** `level` in dBm; nothing is kept of what is no level. */
  hear(key: IdentityKey, level: number): void {
    const rssi = Dbm.safeParse(level);
    if (!rssi.success) return;
    this.#heard.delete(key);
    const sighting = { key, rssi: rssi.data, heardAt: this.#clock.now() };
    this.#heard.set(key, { sighting, tick: this.#clock.monotonic() });
    const [eldest] = this.#heard.keys();
    if (this.#heard.size > mostKeys && eldest !== undefined) this.#heard.delete(eldest);
    this.#listeners.tell(this.read());
  }
}
