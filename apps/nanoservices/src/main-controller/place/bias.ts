import type { Belief } from './belief.ts';
import type { ZoneFit } from './fit.ts';
import type { Reading } from './strengths.ts';
import type { PlaceTuning } from './tuning.ts';

/** A key is not believed to be weaker or stronger than this (dB). */
const mostBiasDb = 12;

interface Heard {
  belief: Belief;
  readings: readonly Reading[];
  elapsed: number;
}

/**
 * How much stronger than expected a key is heard as a rule: every tag and pocket is another. It is
 * learned slowly where the key is believed to be, and never wholly, since a wrong zone would
 * explain itself by it. One scanner says nothing of it: weak and far away look alike.
 */
export const biasAfter = (
  bias: number,
  fits: readonly ZoneFit[],
  {
    belief,
    readings,
    elapsed,
    biasMs,
    biasShare,
  }: Heard & Pick<PlaceTuning, 'biasMs' | 'biasShare'>,
): number => {
  if (readings.filter((reading) => typeof reading === 'number').length < 2) return bias;
  const zone = belief.indexOf(Math.max(...belief));
  const excess = biasShare * (fits[zone]?.excess ?? bias);
  const weight = 1 - Math.exp(-elapsed / biasMs);
  const next = bias + weight * (excess - bias);
  return Math.max(-mostBiasDb, Math.min(mostBiasDb, next));
};
