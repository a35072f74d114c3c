interface Options<K, V> {
  maxSize: number;
  sizeCalculation: (value: V, key: K) => number;
  ttl: number;
  dispose?: (value: V, key: K) => void;
}

interface Entry<V> {
  value: V;
  size: number;
  until: number;
}

/**
 * An answer of 30 bytes keeps its request, its response and their streams alive: about 10 kB here.
 * Counting bytes of packets alone, as node-coap does, a burst of tiny answers would fill the
 * container's memory.
 */
const MAX_ENTRIES = 64;

/**
 * The part of the `lru-cache` package that node-coap uses to answer retransmissions: bounded in
 * bytes, in time and, unlike the original, always in number.
 */
export class LRUCache<K, V> {
  readonly #entries = new Map<K, Entry<V>>();
  readonly #options: Options<K, V>;
  #bytes = 0;

  constructor(options: Options<K, V>) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Reads without making the entry younger. */
  peek(key: K): V | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.until <= performance.now() ? undefined : entry.value;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.until <= performance.now()) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  has(key: K): boolean {
    return this.peek(key) !== undefined;
  }

  /** An entry larger than the whole cache is not kept. */
  set(key: K, value: V): this {
    const size = this.#options.sizeCalculation(value, key);
    this.delete(key);
    if (size > this.#options.maxSize) return this;
    this.#entries.set(key, { value, size, until: performance.now() + this.#options.ttl });
    this.#bytes += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#options.maxSize && this.#entries.size <= MAX_ENTRIES) break;
      this.delete(oldest);
    }
    return this;
  }

  delete(key: K): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    this.#entries.delete(key);
    this.#bytes -= entry.size;
    this.#options.dispose?.(entry.value, key);
    return true;
  }

  clear(): void {
    for (const key of this.#entries.keys()) this.delete(key);
  }

  purgeStale(): boolean {
    const stale = [...this.#entries].filter(([, { until }]) => until <= performance.now());
    for (const [key] of stale) this.delete(key);
    return stale.length > 0;
  }
}
