/**
 * One request at a time for each resource of a peer; of those that wait only the newest is kept,
 * since each replaces what was asked before. Tasks do not reject.
 */
export class Lanes {
  readonly #waiting = new Map<string, (() => Promise<void>) | null>();

  async run(lane: string, task: () => Promise<void>): Promise<void> {
    if (this.#waiting.has(lane)) {
      this.#waiting.set(lane, task);
      return;
    }
    let next: (() => Promise<void>) | null = task;
    while (next !== null) {
      this.#waiting.set(lane, null);
      await next();
      next = this.#waiting.get(lane) ?? null;
    }
    this.#waiting.delete(lane);
  }
}
