import type { Belief, Stirring } from './belief.ts';
import type { Floor } from './floor.ts';

/**
 * What a motion sensor says of a key in its zone, each second, as a logarithm: that somebody began to
 * move there is a sign of who just came. In rooms people sit; where nothing moves elsewhere they are
 * hardly there.
 */
export const motionSays = (stirs: number, isRoom: boolean): number => {
  if (stirs > 1) return 0.4;
  if (stirs > 0) return 0;
  return isRoom ? -0.02 : -0.7;
};

export interface WaysIn {
  /** Where they are said to be, and where they came from. */
  stand: number;
  cameFrom: number | null;
  stirring: Stirring;
  elapsed: number;
  /** By how much in a second a zone without a door to theirs may become likelier. */
  aroundCorners: number;
}

/**
 * Nobody comes into a zone where nothing moves: whatever is heard, it does not become likelier than
 * it was. And nobody goes through walls: it becomes likelier only slowly that they are in a zone that
 * has no door to the one where they are said to be.
 */
export const withoutGhosts = (
  before: Belief,
  after: Belief,
  { doors, stand, cameFrom, stirring, elapsed, aroundCorners }: WaysIn & Pick<Floor, 'doors'>,
): Belief => {
  const slowly = aroundCorners ** (elapsed / 1000);
  const held = after.map((probability, zone) => {
    const was = before[zone] ?? 0;
    if (zone === stand || zone === cameFrom) return probability;
    if (stirring[zone] === 0) return Math.min(probability, was);
    return doors[stand]?.includes(zone) === true
      ? probability
      : Math.min(probability, was * slowly);
  });
  const sum = held.reduce((total, each) => total + each, 0);
  return sum === 0 ? before : held.map((each) => each / sum);
};
