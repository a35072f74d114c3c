/** One entry of the heap; `at` is its place, -1 when it is not in. */
export interface HeapEntry {
  due: number;
  at: number;
  fire(): void;
}

/**
 * A binary heap ordered by `due` that can remove from the middle: CoAP sets a timer of minutes per
 * exchange and clears nearly all of them, so a cleared timer must not stay in memory until it would
 * have fired.
 */
export class TimerHeap {
  readonly #entries: HeapEntry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  first(): HeapEntry | undefined {
    return this.#entries[0];
  }

  add(entry: HeapEntry): void {
    this.#entries.push(entry);
    entry.at = this.#entries.length - 1;
    this.#rise(entry);
  }

  /** Does nothing for an entry that is not in the heap. */
  remove(entry: HeapEntry): void {
    if (entry.at < 0) return;
    const last = this.#entries.pop();
    if (last !== undefined && last !== entry) {
      this.#put(last, entry.at);
      this.#rise(last);
      this.#sink(last);
    }
    entry.at = -1;
  }

  #put(entry: HeapEntry, at: number): void {
    this.#entries[at] = entry;
    entry.at = at;
  }

  #rise(entry: HeapEntry): void {
    while (entry.at > 0) {
      const parentAt = (entry.at - 1) >> 1;
      const parent = this.#entries[parentAt];
      if (parent === undefined || parent.due <= entry.due) return;
      this.#put(parent, entry.at);
      this.#put(entry, parentAt);
    }
  }

  #sink(entry: HeapEntry): void {
    for (;;) {
      const left = this.#entries[2 * entry.at + 1];
      const right = this.#entries[2 * entry.at + 2];
      const child =
        right !== undefined && left !== undefined && right.due < left.due ? right : left;
      if (child === undefined || child.due >= entry.due) return;
      const childAt = child.at;
      this.#put(child, entry.at);
      this.#put(entry, childAt);
    }
  }
}
