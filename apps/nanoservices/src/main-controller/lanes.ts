/** One request at a time for each resource of a peer; of those that wait only the newest is kept, since each replaces
 *  what was asked before. */
export class Lanes {
  readonly #waiting = new Map<string, (() => Promise<void>) | null>();

  run(lane: string, task: () => Promise<void>): void {
    if (this.#waiting.has(lane)) {
      this.#waiting.set(lane, task);
      return;
    }
    this.#waiting.set(lane, null);
    this.#start(lane, task);
  }

  #start(lane: string, task: () => Promise<void>): void {
    const next = (): void => {
      const waiting = this.#waiting.get(lane);
      if (waiting === null || waiting === undefined) {
        this.#waiting.delete(lane);
        return;
      }
      this.#waiting.set(lane, null);
      this.#start(lane, waiting);
    };
    task().then(next, next);
  }
}
