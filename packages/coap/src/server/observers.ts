import type { Registration } from './registration.ts';

/** How many a server tells of changes. */
export interface ObserverLimits {
  /** Of all its resources together; one more takes the place of the oldest. */
  limit: number;
  /** Whether a newer observation of a resource from the same address replaces the older one. */
  onePerAddress: boolean;
}

/**
 * Who is told of changes, by registration key. Bounded, so that clients that vanished or ask again
 * and again cost nothing.
 */
export class Observers {
  readonly #limits: ObserverLimits;
  /** The oldest first. */
  readonly #all = new Map<string, Registration>();

  constructor(limits: ObserverLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#all.size;
  }

  /** How many observe the resource at `path`. */
  at(path: string): number {
    return [...this.#all.values()].filter((one) => one.path === path).length;
  }

  find(key: string): Registration | null {
    return this.#all.get(key) ?? null;
  }

  add(key: string, added: Registration): void {
    this.remove(key);
    if (this.#limits.onePerAddress)
      this.#removeAll(({ address, path }) => address === added.address && path === added.path);
    const [oldest] = this.#all.keys();
    if (this.#all.size >= this.#limits.limit && oldest !== undefined) this.remove(oldest);
    this.#all.set(key, added);
    added.onEnd(() => {
      if (this.#all.get(key) === added) this.remove(key);
    });
  }

  remove(key: string): void {
    const removed = this.#all.get(key);
    this.#all.delete(key);
    removed?.end();
  }

  /** Ends what was begun from an address whose owner is gone. */
  removeFrom(address: string): void {
    this.#removeAll((one) => one.address === address);
  }

  clear(): void {
    this.#removeAll(() => true);
  }

  tell(path: string, state: Buffer): void {
    for (const one of this.#all.values()) if (one.path === path) one.tell(state);
  }

  #removeAll(which: (one: Registration) => boolean): void {
    for (const [key, one] of this.#all) if (which(one)) this.remove(key);
  }
}
