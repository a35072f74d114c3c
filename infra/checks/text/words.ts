import { Visitor } from 'oxc-parser';
import type { Offence } from '../offence.ts';
import type { SourceText } from '../source.ts';

/** A name's words: `serviceBook`, `SERVICE_BOOK` and `#serviceBook` are all `service book`. */
const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_$]+/g, ' ')
    .trim()
    .toLowerCase();

export interface OldWord {
  old: string;
  now: string;
}

/** The table of `docs/words.md`: what its last column quotes is refused. */
export const oldWords = (document: string): OldWord[] =>
  document
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return [...(cells[4] ?? '').matchAll(/`([^`]+)`/g)].map(([, old = '']) => ({
        old,
        now: cells[2] ?? '',
      }));
    });

/** Names that say an old word. */
export const checkWords = (sources: readonly SourceText[], words: readonly OldWord[]): Offence[] =>
  sources.flatMap(({ path, program, lineOf }) => {
    const found = new Map<string, Offence>();
    const look = ({ name, start }: { name: string; start: number }): void => {
      const padded = ` ${wordsOf(name)} `;
      const word = words.find(({ old }) => padded.includes(` ${old} `));
      if (word === undefined || found.has(name)) return;
      found.set(name, {
        rule: 'words',
        path,
        subject: name,
        line: lineOf(start),
        says: `says ${name}; the word is ${word.now} (docs/words.md)`,
      });
    };
    new Visitor({ Identifier: look, PrivateIdentifier: look }).visit(program);
    return [...found.values()];
  });
