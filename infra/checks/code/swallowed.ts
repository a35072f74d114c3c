import { type ArrowFunctionExpression, Visitor } from 'oxc-parser';
import type { Offence } from '../offence.ts';
import { isTest, type SourceText } from '../source.ts';

const nothing = ({ body }: ArrowFunctionExpression): boolean => {
  if (body.type === 'BlockStatement') return body.body.length === 0;
  if (body.type === 'Identifier') return body.name === 'undefined';
  return body.type === 'Literal' && body.value === null;
};

/**
 * An error that goes nowhere: an empty `catch`, or a promise's `.catch` that does nothing. A
 * comment on the line, the one before it or inside says why it may.
 */
export const swallowedErrors = ({ path, program, comments, lineOf }: SourceText): Offence[] => {
  if (isTest(path)) return [];
  const explained = new Set(
    comments.flatMap(({ start, end }) => [lineOf(start), lineOf(end), lineOf(end) + 1]),
  );
  const found: Offence[] = [];
  const note = (start: number, end: number, from = start): void => {
    const inside = comments.some((comment) => comment.start >= start && comment.end <= end);
    if (inside || [from, start, end].some((at) => explained.has(lineOf(at)))) return;
    found.push({
      rule: 'swallowed',
      path,
      line: lineOf(start),
      says: 'drops an error without a word why that is right',
    });
  };
  new Visitor({
    CatchClause: ({ body }) => {
      if (body.body.length === 0) note(body.start, body.end);
    },
    CallExpression: ({ callee, arguments: [handler], start, end }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (callee.property.name !== 'catch' || handler?.type !== 'ArrowFunctionExpression') return;
      if (handler.params.length === 0 && nothing(handler)) note(handler.start, end, start);
    },
  }).visit(program);
  return found;
};
