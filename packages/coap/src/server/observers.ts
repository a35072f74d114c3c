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

  /** Those who observe the resource at `path`. */
  at(path: string): Registration[] {
    return [...this.#all.values()].filter(({ observer }) => observer.path === path);
  }

  find(key: string): Registration | undefined {
    return this.#all.get(key);
  }

  add(key: string, added: Registration): void {
    const { limit, onePerAddress } = this.#limits;
    const { path, address } = added.observer;
    this.remove(key);
    if (onePerAddress)
      this.#removeAll(({ observer }) => observer.address === address && observer.path === path);
    const [oldest = key] = this.#all.keys();
    if (this.#all.size >= limit) this.remove(oldest);
    this.#all.set(key, added);
    added.onEnd(() => {
      if (this.#all.get(key) === added) this.remove(key);
    });
  }

  remove(key: string): void {
    this.#all.get(key)?.end();
    this.#all.delete(key);
  }

  /** Ends what was begun from an address whose owner is gone. */
  removeFrom(address: string): void {
    this.#removeAll(({ observer }) => observer.address === address);
  }

  clear(): void {
    this.#removeAll(() => true);
  }

  #removeAll(which: (one: Registration) => boolean): void {
    for (const [key, one] of this.#all) if (which(one)) this.remove(key);
  }
}
