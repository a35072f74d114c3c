/** A small seeded generator of numbers in [0, 1) (mulberry32): the same seed, the same numbers. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One seed of several numbers, and a text among them. */
export const seedOf = (...parts: readonly (number | string)[]): number => {
  let hash = 0x811c9dc5;
  for (const letter of parts.join('/')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
};

/** A number of the standard normal distribution (Box and Muller); the same for the same seed. */
export const normalOf = (seed: number): number => {
  const random = seeded(seed);
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
};
