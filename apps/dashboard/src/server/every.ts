import type { Logger } from 'pino';

/**
 * Does some work again and again, `ms` after it last ended. Returns the stop, which waits for work
 * that is going on.
 */
export const every = (
  ms: number,
  work: () => Promise<void> | void,
  log: Logger,
): (() => Promise<void>) => {
  const state = { stopped: false, running: Promise.resolve() };
  let timer: NodeJS.Timeout | undefined;
  const plan = (): void => {
    if (state.stopped) return;
    timer = setTimeout(() => {
      state.running = Promise.resolve()
        .then(work)
        .catch((error: unknown) => log.error({ err: error }, 'regular work failed'))
        .then(plan);
    }, ms);
  };
  plan();
  return async () => {
    state.stopped = true;
    clearTimeout(timer);
    await state.running;
  };
};
