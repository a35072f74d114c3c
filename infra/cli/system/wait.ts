/**
 * Calls `probe` until it returns something other than null. Throws what `onTimeout` makes after
 * `timeoutMs`.
 */
export const waitFor = async <T>(
  probe: () => Promise<T | null>,
  options: {
    timeoutMs: number;
    everyMs: number;
    onTimeout: () => Promise<Error> | Error;
    signal?: AbortSignal;
  },
): Promise<T> => {
  const end = Date.now() + options.timeoutMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const value = await probe();
    if (value !== null) return value;
    if (Date.now() > end) throw await options.onTimeout();
    await new Promise((resolve) => setTimeout(resolve, options.everyMs));
  }
};
