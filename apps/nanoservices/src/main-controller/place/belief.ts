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

/** What time alone does: people stay, go through a door, or are elsewhere against all reason. */
export const walk = (
  belief: Belief,
  floor: Floor,
  { elapsed, stayMs, astray }: Walking & { elapsed: number },
): Belief => {
  const leaves = 1 - Math.exp(-elapsed / stayMs);
  const lost = Math.min(1, (astray * elapsed) / 1000);
  const next = belief.map(() => 0);
  for (const [zone, probability] of belief.entries()) {
    const doors = floor.doors[zone] ?? [];
    const goes = doors.length === 0 ? 0 : leaves;
    next[zone] = (next[zone] ?? 0) + probability * (1 - goes);
    for (const door of doors) next[door] = (next[door] ?? 0) + (probability * goes) / doors.length;
  }
  return next.map((probability) => (1 - lost) * probability + lost / next.length);
};

/** Bayes' rule; `fits` are logarithms. */
export const weigh = (belief: Belief, fits: readonly number[], news: number): Belief => {
  const best = Math.max(...fits);
  const products = belief.map(
    (probability, zone) => probability * Math.exp(news * ((fits[zone] ?? best) - best)),
  );
  const sum = products.reduce((total, product) => total + product, 0);
  return products.map((product) => product / sum);
};
