import { Visitor } from 'oxc-parser';
import type { Offence } from '../offence.ts';
import type { SourceText } from '../source.ts';

interface Member {
  accessibility?: string | null;
  start: number;
}

/** What nobody else may touch is `#private`; only a constructor has no other way than the word. */
export const privateWords = ({ path, program, lineOf }: SourceText): Offence[] => {
  const found: Offence[] = [];
  const note = ({ accessibility, start }: Member): void => {
    if (accessibility !== 'private' && accessibility !== 'protected') return;
    found.push({
      rule: 'private-words',
      path,
      line: lineOf(start),
      says: `says ${accessibility}; a member that others may not touch is #private`,
    });
  };
  new Visitor({
    PropertyDefinition: (node) => note(node),
    MethodDefinition: (node) => {
      if (node.kind !== 'constructor') note(node);
    },
    TSParameterProperty: (node) => note(node),
  }).visit(program);
  return found;
};
