import type { Floor } from './floor.ts';
import type { PlaceTuning } from './tuning.ts';

/** Of each zone, the probability that the key is there; they add up to 1. */
export type Belief = readonly number[];

export const openBelief = ({ zones }: Floor): Belief => zones.map(() => 1 / zones.length);

/** What is believed of a key that was said to be in a zone, for want of better knowledge. */
export const believedIn = ({ zones }: Floor, zone: number): Belief => {
  const rest = zones.length === 1 ? 0 : (1 - probable) / (zones.length - 1);
  return zones.map((_zone, index) => (index === zone ? 1 - rest * (zones.length - 1) : rest));
};

const probable = 0.8;

type Walking = Pick<PlaceTuning, 'stayMs' | 'astray'>;

/**
 * Of each zone how much likelier than usual it is that somebody walks in: not at all where a motion
 * sensor rests, and likelier where one has just seen somebody.
 */
export type Stirring = readonly number[];

/** What time alone does: people stay, go through a door, or are elsewhere against all reason. */
export const walk = (
  belief: Belief,
  floor: Floor,
  { elapsed, stayMs, astray, stirring }: Walking & { elapsed: number; stirring: Stirring | null },
): Belief => {
  const leaves = 1 - Math.exp(-elapsed / stayMs);
  const lost = Math.min(1, (astray * elapsed) / 1000);
  const next = belief.map(() => 0);
  for (const [zone, probability] of belief.entries()) {
    const doors = floor.doors[zone] ?? [];
    let stays = 1;
    for (const door of doors) {
      const goes = Math.min(1, leaves * (stirring?.[door] ?? 1)) / doors.length;
      next[door] = (next[door] ?? 0) + probability * goes;
      stays -= goes;
    }
    next[zone] = (next[zone] ?? 0) + probability * stays;
  }
  const open = stirring === null ? next.length : stirring.filter((each) => each > 0).length;
  if (open === 0) return next;
  return next.map(
    (probability, zone) => (1 - lost) * probability + (stirring?.[zone] === 0 ? 0 : lost / open),
  );
};

/** Bayes' rule; `fits` are logarithms of how well each zone fits what was heard. */
export const weigh = (belief: Belief, fits: readonly number[]): Belief => {
  const best = Math.max(...fits);
  const products = belief.map(
    (probability, zone) => probability * Math.exp((fits[zone] ?? best) - best),
  );
  const sum = products.reduce((total, product) => total + product, 0);
  return products.map((product) => product / sum);
};
