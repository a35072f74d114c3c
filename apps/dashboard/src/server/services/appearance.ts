import { Colour, parse, PersonSummary } from '@nanoedge/protocol';

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

const segmenter = new Intl.Segmenter();

/** What a person sees as the letters of a text: a flag or an accented letter is one. */
const lettersOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Upper case where that is still one letter: ß stays as it is. */
const upper = (letter: string): string => {
  const raised = letter.toUpperCase();
  return lettersOf(raised).length === 1 ? raised : letter;
};

const { initials: EdgeInitials, name: EdgeName } = PersonSummary.shape;
const fits = (initials: string): boolean => EdgeInitials.safeParse(initials).success;

/**
 * First letters of the first and the last name, upper case. A letter that is too long for the
 * screens of the edge, as a flag is, is left out.
 */
export const initialsOf = (name: string): string => {
  const words = name.normalize().trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const letters = ends.map((word) => upper(lettersOf(word ?? '')[0] ?? ''));
  return [letters.join(''), ...letters].find(fits) ?? '?';
};

/**
 * What the edge may show of a name and initials, whatever is stored: a longer name is cut between
 * two letters, and initials that no screen takes are made of the name.
 */
export const forEdge = (stored: {
  name: string;
  initials: string;
}): { name: string; initials: string } => {
  const letters = lettersOf(stored.name.trim());
  let name = '';
  for (const letter of letters) {
    if (!EdgeName.safeParse(name + letter).success) break;
    name += letter;
  }
  return {
    name: name === '' ? '?' : name,
    initials: fits(stored.initials) ? stored.initials : initialsOf(stored.name),
  };
};
