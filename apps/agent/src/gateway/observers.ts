import type { CoapObserver } from './coap.ts';

/** More than this many clients are not served notifications at once; the oldest makes room. */
export const observerLimit = 64;

interface Entry {
  key: string;
  address: string;
  observer: CoapObserver;
  unsubscribe: () => void;
}

/** Who is told of changes. Bounded, and one observation per client endpoint and resource, so that clients that vanished
 *  or ask again and again cost nothing. */
export class Observers {
  readonly #entries = new Map<string, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  /** Takes an observer; `unsubscribe` runs once when it ends for whatever reason. */
  add(key: string, entry: { address: string; observer: CoapObserver; unsubscribe: () => void }): void {
    this.#drop(key);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= observerLimit && oldest.done !== true) this.#drop(oldest.value);
    const added: Entry = { key, ...entry };
    this.#entries.set(key, added);
    entry.observer.onEnd(() => {
      if (this.#entries.get(key) === added) this.#drop(key);
    });
  }

  /** Ends the observations of an address, whose container is gone. */
  dropAddress(address: string): void {
    for (const entry of this.#entries.values()) if (entry.address === address) this.#drop(entry.key);
  }

  dropAll(): void {
    for (const key of this.#entries.keys()) this.#drop(key);
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    entry.unsubscribe();
    entry.observer.end();
  }
}
