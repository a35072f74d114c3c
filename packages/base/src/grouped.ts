/**
 * A task that many ask for at once and that is done for all of them together. Whoever asks while it
 * runs gets the next run, which begins after they asked, so that it sees what they did before; all
 * who ask meanwhile share that one.
 */
export class Grouped<T> {
  readonly #task: () => Promise<T>;
  #running: Promise<T> | null = null;
  #next: Promise<T> | null = null;

  constructor(task: () => Promise<T>) {
    this.#task = task;
  }

  run(): Promise<T> {
    if (this.#running === null) return this.#begin();
    // How the one before ended is the business of those who asked for it.
    this.#next ??= this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** Whether nobody waits and nothing runs. */
  get idle(): boolean {
    return this.#running === null;
  }

  #begin(): Promise<T> {
    this.#next = null;
    const running = this.#task().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }
}
