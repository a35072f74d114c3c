/**
 * Delays that double from `firstMs` up to `ceilingMs` and stay there, by the attempt (0: the first
 * retry).
 */
export const doubling =
  (firstMs: number, ceilingMs: number) =>
  (attempt: number): number =>
    Math.min(firstMs * 2 ** attempt, ceilingMs);

/** Half of `ms` and a random part of the other half, so that many do not return as a herd. */
export const halfRandom = (ms: number, random: () => number): number =>
  Math.round(ms / 2 + (ms / 2) * random());
