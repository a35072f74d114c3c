import type { Belief } from './belief.ts';
import type { PlaceTuning } from './tuning.ts';

/** Where a key is said to be, and which zone is about to take over. By index. */
export interface Stand {
  zone: number | null;
  next: { zone: number; since: number } | null;
}

export const nowhere: Stand = { zone: null, next: null };

type Caution = Pick<PlaceTuning, 'certain' | 'dwellMs'>;

/**
 * Hysteresis and dwell: another zone takes over once it was certain enough, without a break, for
 * long enough. The first zone needs no dwell.
 */
export const takeStand = (
  { zone, next }: Stand,
  belief: Belief,
  { at, certain, dwellMs }: Caution & { at: number },
): Stand => {
  const probability = Math.max(...belief);
  const best = belief.indexOf(probability);
  if (best === zone || probability < certain) return { zone, next: null };
  if (zone === null) return { zone: best, next: null };
  const since = next?.zone === best ? next.since : at;
  return at - since >= dwellMs ? { zone: best, next: null } : { zone, next: { zone: best, since } };
};
