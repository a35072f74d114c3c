/** Ends the tries of whoever fails at something too often. */
export interface TryPort {
  /** Throws TooMany, and what `act` throws, which counts. */
  run: <T>(who: string, act: () => Promise<T>) => Promise<T>;
}
