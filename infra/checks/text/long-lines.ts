import type { Offence } from '../offence.ts';
import type { SourceText } from '../source.ts';

const width = 100;
const share = 0.005;

/** Long lines are a text that cannot break; more than one in two hundred is a habit. */
export const longLines = (sources: readonly SourceText[]): Offence[] => {
  const lines = sources.flatMap(({ path, text }) =>
    text.split('\n').map((line, index) => ({ path, line: index + 1, length: line.length })),
  );
  const long = lines.filter(({ length }) => length > width);
  if (long.length <= lines.length * share) return [];
  return long.map(({ path, line, length }) => ({
    rule: 'long-lines',
    path,
    line,
    says: `is ${length} columns wide, and ${long.length} of ${lines.length} lines pass ${width}`,
  }));
};
