import type { Logger } from 'pino';

/**
 * What was opened, to be closed in the opposite order, each once. One that fails or hangs does not
 * keep the others open.
 */
export class Closers {
  readonly #log: Logger;
  readonly #open: { name: string; close: () => Promise<void> }[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  add(name: string, close: () => Promise<void>): void {
    this.#open.push({ name, close });
  }

  async closeAll(withinMs = 4_000): Promise<void> {
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) {
      const { name, close } = next;
      const timeout = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => timeout.resolve('late'), withinMs);
      const begun = performance.now();
      try {
        if ((await Promise.race([close(), timeout.promise])) === 'late')
          this.#log.warn({ name }, 'did not close in time');
      } catch (error) {
        this.#log.warn({ err: error, name }, 'did not close cleanly');
      } finally {
        clearTimeout(timer);
        this.#log.debug({ name, ms: Math.round(performance.now() - begun) }, 'closed');
      }
    }
  }
}
