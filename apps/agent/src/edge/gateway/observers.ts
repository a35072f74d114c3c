import type { CoapObserver } from './coap.ts';

/** More than this many clients are not served notifications at once; the oldest makes room. */
export const observerLimit = 64;

export interface Observation {
  address: string;
  port: number;
  token: string;
  thing: string;
  observer: CoapObserver;
  unsubscribe: () => void;
}

const keyOf = ({ address, port, token }: Pick<Observation, 'address' | 'port' | 'token'>): string =>
  `${address}:${port} ${token}`;

/**
 * Who is told of changes. Bounded, and one observation per container and thing, so that clients
 * that vanished or ask again and again cost nothing.
 */
export class Observers {
  readonly #entries = new Map<string, Observation>();

  get size(): number {
    return this.#entries.size;
  }

  /**
   * Takes an observation in place of an earlier one; its `unsubscribe` runs once when it ends for
   * whatever reason.
   */
  add(added: Observation): void {
    for (const [key, { address, thing }] of this.#entries)
      if (address === added.address && thing === added.thing) this.#drop(key);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= observerLimit && oldest.done !== true) this.#drop(oldest.value);
    this.#entries.set(keyOf(added), added);
    added.observer.onEnd(() => {
      if (this.#entries.get(keyOf(added)) === added) this.#drop(keyOf(added));
    });
  }

  /** The client wants no more of the observation that it named so. */
  remove(client: Pick<Observation, 'address' | 'port' | 'token'>): void {
    this.#drop(keyOf(client));
  }

  /** Ends the observations of an address, whose container is gone. */
  dropAddress(address: string): void {
    for (const [key, entry] of this.#entries) if (entry.address === address) this.#drop(key);
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
