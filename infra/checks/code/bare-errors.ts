import { Visitor } from 'oxc-parser';
import type { Offence } from '../offence.ts';
import { isTest, type SourceText } from '../source.ts';

/**
 * A bare `Error` tells nobody whose fault it is. Tests may throw one: there it is the developer's;
 * so may the shims, which throw what Node throws.
 */
export const bareErrors = ({ path, program, lineOf }: SourceText): Offence[] => {
  if (isTest(path) || path.startsWith('packages/nanoruntime/src/shims/')) return [];
  const found: Offence[] = [];
  const note = (callee: { type: string; name?: unknown }, start: number): void => {
    if (callee.type !== 'Identifier' || callee.name !== 'Error') return;
    found.push({
      rule: 'bare-errors',
      path,
      line: lineOf(start),
      says: 'makes a bare Error; use a small class that says whose fault it is',
    });
  };
  new Visitor({
    NewExpression: ({ callee, start }) => note(callee, start),
    CallExpression: ({ callee, start }) => note(callee, start),
  }).visit(program);
  return found;
};
