import type { Reading } from './strengths.ts';
import type { PlaceTuning } from './tuning.ts';

/** What one scanner hears of a key at one spot of a zone. */
export interface Expectation {
  /** Mean and standard deviation of the strength where it is heard (dBm, dB). */
  mean: number;
  spread: number;
  /** The share of steps in which it is not heard. */
  silence: number;
}

/** What each scanner hears at one spot, in the floor's order. */
export type SpotExpectation = readonly Expectation[];

/** Of each zone the spots that are known of it, at least one. */
export type Expectations = readonly (readonly SpotExpectation[])[];

type Weighing = Pick<PlaceTuning, 'keySpreadDb' | 'outlier'>;

/**
 * How well readings fit a spot, as a logarithm. The key as a whole may be weaker or stronger than
 * what is expected (another radio, a body in the way): the likeliest shift common to all scanners
 * is taken out first, and costs as much as it is unlikely.
 */
const fitOfSpot = (
  spot: SpotExpectation,
  readings: readonly Reading[],
  { keySpreadDb, outlier }: Weighing,
): number => {
  const shift = likeliestShift(spot, readings, keySpreadDb);
  let log = keySpreadDb === 0 ? 0 : -((shift / keySpreadDb) ** 2) / 2;
  for (const [scanner, { mean, spread, silence }] of spot.entries()) {
    const reading = readings[scanner] ?? null;
    if (reading === null) continue;
    if (reading === 'silent') {
      log += Math.log(silence);
      continue;
    }
    const off = Math.min(Math.abs(reading - mean - shift) / spread, outlier);
    log += Math.log((1 - silence) / spread) - off ** 2 / 2;
  }
  return log;
};

const likeliestShift = (
  spot: SpotExpectation,
  readings: readonly Reading[],
  keySpreadDb: number,
): number => {
  if (keySpreadDb === 0) return 0;
  let sum = 0;
  let weights = 1 / keySpreadDb ** 2;
  for (const [scanner, { mean, spread }] of spot.entries()) {
    const reading = readings[scanner];
    if (typeof reading !== 'number') continue;
    sum += (reading - mean) / spread ** 2;
    weights += 1 / spread ** 2;
  }
  return sum / weights;
};

/** A key is at any of a zone's spots alike: the mean of how well each fits, as a logarithm. */
export const fit = (
  spots: readonly SpotExpectation[],
  readings: readonly Reading[],
  weighing: Weighing,
): number => {
  const fits = spots.map((spot) => fitOfSpot(spot, readings, weighing));
  const best = Math.max(...fits);
  return best + Math.log(fits.reduce((sum, each) => sum + Math.exp(each - best), 0) / fits.length);
};
