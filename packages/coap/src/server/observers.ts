import type { Registration } from './registration.ts';

/** How many a server tells of changes. */
export interface ObserverLimits {
  /** Of all its resources together; one more takes the place of the oldest. */
  limit: number;
  /** Whether a newer observation of a resource by the same client replaces the older one. */
  onePerClient: boolean;
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
    const { limit, onePerClient } = this.#limits;
    const { path, client } = added.observer;
    this.remove(key);
    if (onePerClient)
      this.#removeAll(({ observer }) => observer.client === client && observer.path === path);
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

  /** Ends what a client began that is gone. */
  removeFrom(client: string): void {
    this.#removeAll(({ observer }) => observer.client === client);
  }

  clear(): void {
    this.#removeAll(() => true);
  }

  #removeAll(which: (one: Registration) => boolean): void {
    for (const [key, one] of this.#all) if (which(one)) this.remove(key);
  }
}
