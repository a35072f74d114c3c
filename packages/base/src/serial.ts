/** Resolves when it is our turn; throws the signal's reason as soon as that aborts. */
const turnOrAborted = async (turn: Promise<unknown>, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([turn, aborted]);
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/**
 * Runs tasks one after the other, in the order in which they were asked for. One that fails holds
 * up nobody.
 */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** With `signal` a task that has not begun when it aborts never begins. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.#last;
    const turn = signal === undefined ? before : turnOrAborted(before, signal);
    const result = turn.then(task);
    // The next one waits for the end of this, good or bad; whoever asked hears which.
    this.#last = Promise.all([before, result.catch(() => {})]);
    return result;
  }
}
