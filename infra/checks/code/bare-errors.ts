import { Visitor } from 'oxc-parser';
import type { Problem } from '../problem.ts';
import { isTest, type Source } from '../source.ts';

/**
 * A bare `Error` tells nobody whose fault it is. Tests may throw one: there it is the developer's.
 */
export const bareErrors = ({ path, program, lineOf }: Source): Problem[] => {
  if (isTest(path)) return [];
  const found: Problem[] = [];
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
