interface Waiting<I, R> {
  item: I;
  done: PromiseWithResolvers<R>;
}

export interface Gathering<I, R> {
  /** Does a group together; answers for each item, in their order. */
  store: (items: readonly I[]) => Promise<readonly R[]>;
  /** How much of a group an item takes; a group never holds more than `most`, but for one item. */
  weigh: (item: I) => number;
  most: number;
  /**
   * Whether one item of the group may be the cause of this error: then each is tried by itself, so
   * that a bad one fails alone.
   */
  mayBeOneOfThem: (error: unknown) => boolean;
}

/**
 * Does in groups what many ask for singly: what comes while a group is being stored makes up the
 * next one, in the order in which it came. Alone it is stored at once, and the more there is to do,
 * the more is done at a time.
 */
export class Gathered<I, R> {
  readonly #gathering: Gathering<I, R>;
  readonly #waiting: Waiting<I, R>[] = [];
  #storing = false;

  constructor(gathering: Gathering<I, R>) {
    this.#gathering = gathering;
  }

  add(item: I): Promise<R> {
    const done = Promise.withResolvers<R>();
    this.#waiting.push({ item, done });
    if (!this.#storing) void this.#storeAll();
    return done.promise;
  }

  async #storeAll(): Promise<void> {
    this.#storing = true;
    for (let group = this.#next(); group.length > 0; group = this.#next()) await this.#store(group);
    this.#storing = false;
  }

  #next(): Waiting<I, R>[] {
    const { weigh, most } = this.#gathering;
    let [count, weight] = [0, 0];
    for (const { item } of this.#waiting) {
      weight += weigh(item);
      if (count > 0 && weight > most) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #store(group: readonly Waiting<I, R>[]): Promise<void> {
    try {
      const answers = await this.#gathering.store(group.map(({ item }) => item));
      answers.forEach((answer, index) => group[index]?.done.resolve(answer));
    } catch (error) {
      if (group.length === 1 || !this.#gathering.mayBeOneOfThem(error)) {
        for (const { done } of group) done.reject(error);
        return;
      }
      for (const one of group) await this.#store([one]);
    }
  }
}
