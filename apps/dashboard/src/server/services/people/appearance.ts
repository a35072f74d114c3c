import { Colour, parse } from '@nanoedge/protocol';

/**
 * Okabe–Ito without black, and with its yellow darkened a little so that it is seen on white: told
 * apart by colour-blind eyes, too.
 */
export const personColours = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#b8a400',
].map((text) => parse(Colour, text, 'colour'));

/** The colour of the palette that is used least, the earlier of two. */
export const leastUsedColour = (used: readonly string[]): Colour => {
  const uses = (colour: string): number => used.filter((other) => other === colour).length;
  return personColours.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best));
};

/** First letters of the first and the last name, upper case. */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
};
