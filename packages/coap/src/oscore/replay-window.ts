/** How far behind the newest number an older one is still taken (RFC 8613 §3.2.2 proposes 32). */
const width = 64;

/** Which sequence numbers of a sender were seen, of the newest and those shortly before it. */
export class ReplayWindow {
  #newest = -1;
  /** Those of the last `width` numbers that were seen. */
  readonly #seen = new Set<number>();

  /** Whether `number` was not seen before and is not too old to know. */
  isFresh(number: number): boolean {
    return number > this.#newest - width && !this.#seen.has(number);
  }

  /** To be called only for a message that was proven to come from the sender. */
  accept(number: number): void {
    this.#seen.add(number);
    if (number <= this.#newest) return;
    const first = this.#newest - width + 1;
    this.#newest = number;
    const last = Math.min(first + width - 1, number - width);
    for (let old = first; old <= last; old += 1) this.#seen.delete(old);
  }
}
