import { setImmediate as laterOn, setTimeout as startTimer, clearTimeout } from './timers.ts';

interface Options {
  signal?: AbortSignal;
  ref?: boolean;
}

/**
 * Resolves with `value` after `delay` milliseconds; rejects with the signal's reason when aborted.
 */
export function setTimeout<T = void>(delay?: number, value?: T, options: Options = {}): Promise<T> {
  const { signal, ref = true } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = startTimer(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value as T);
    }, delay);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    if (!ref) timer.unref();
    signal?.addEventListener('abort', abort, { once: true });
  });
}

export function setImmediate<T = void>(value?: T): Promise<T> {
  return new Promise((resolve) => laterOn(() => resolve(value as T)));
}

export default { setTimeout, setImmediate };
