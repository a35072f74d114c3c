import type { Reading } from './strengths.ts';

/** What was counted at one scanner: enough to add to it, and to add two together. */
export interface Tally {
  heard: number;
  silent: number;
  sum: number;
  squares: number;
}

export const noTally: Tally = { heard: 0, silent: 0, sum: 0, squares: 0 };

export const counted = (tally: Tally, reading: Reading): Tally => {
  if (reading === null) return tally;
  if (reading === 'silent') return { ...tally, silent: tally.silent + 1 };
  return {
    ...tally,
    heard: tally.heard + 1,
    sum: tally.sum + reading,
    squares: tally.squares + reading ** 2,
  };
};

export const together = (one: Tally, other: Tally): Tally => ({
  heard: one.heard + other.heard,
  silent: one.silent + other.silent,
  sum: one.sum + other.sum,
  squares: one.squares + other.squares,
});

/** The sum of the squared distances from the mean. */
export const scatterOf = ({ heard, sum, squares }: Tally): number =>
  heard === 0 ? 0 : Math.max(0, squares - sum ** 2 / heard);

/** The mean, as if `steps` readings of `prior` had been heard besides. */
export const pulledMean = ({ heard, sum }: Tally, prior: number, steps: number): number =>
  heard + steps === 0 ? prior : (sum + steps * prior) / (heard + steps);
