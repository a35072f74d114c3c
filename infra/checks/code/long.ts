import {
  type ArrowFunctionExpression,
  type CallExpression,
  type Function as FunctionNode,
  Visitor,
} from 'oxc-parser';
import type { Offence } from '../offence.ts';
import type { SourceText } from '../source.ts';

const fileLimit = 300;
const functionLimit = 80;

/** A file holds one idea; what passes 300 lines holds two. */
export const longFiles = ({ path, text }: SourceText): Offence[] => {
  const lines = text.trimEnd().split('\n').length;
  return lines <= fileLimit
    ? []
    : [{ rule: 'long-files', path, says: `has ${lines} lines; ${fileLimit} are the most` }];
};

/** `describe(…)`, `describe.each(…)(…)` and their like group tests and do nothing themselves. */
const isGroup = ({ callee }: CallExpression): boolean => {
  if (callee.type === 'CallExpression') return isGroup(callee);
  if (callee.type === 'MemberExpression')
    return [callee.object, callee.property].some(
      (part) => part.type === 'Identifier' && part.name === 'describe',
    );
  return callee.type === 'Identifier' && callee.name === 'describe';
};

type Fn = FunctionNode | ArrowFunctionExpression;

/** What somebody calls the function, for the list of those that are still too long. */
const nameOf = (node: Fn, names: ReadonlyMap<number, string>): string =>
  node.id?.name ?? names.get(node.start) ?? 'a function';

/** A function fits a screen; one of more than 80 lines does several things. */
export const longFunctions = ({ path, program, lineOf }: SourceText): Offence[] => {
  const names = new Map<number, string>();
  const groups = new Set<number>();
  const long: { node: Fn; lines: number }[] = [];
  const look = (node: Fn): void => {
    const lines = lineOf(node.end) - lineOf(node.start) + 1;
    if (lines > functionLimit) long.push({ node, lines });
  };
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === 'Identifier' && init !== null) names.set(init.start, id.name);
    },
    MethodDefinition: ({ key, value }) => {
      if (key.type === 'Identifier' || key.type === 'PrivateIdentifier')
        names.set(value.start, key.name);
    },
    CallExpression: (node) => {
      const [title, ...rest] = node.arguments;
      if (isGroup(node)) for (const argument of node.arguments) groups.add(argument.start);
      else if (title?.type === 'Literal' && typeof title.value === 'string')
        for (const argument of rest) names.set(argument.start, `"${title.value}"`);
    },
    FunctionDeclaration: look,
    FunctionExpression: look,
    ArrowFunctionExpression: look,
  }).visit(program);
  return long
    .filter(({ node }) => !groups.has(node.start))
    .map(({ node, lines }) => ({
      rule: 'long-functions',
      path,
      subject: nameOf(node, names),
      line: lineOf(node.start),
      says: `has a function of ${lines} lines, ${nameOf(node, names)}; ${functionLimit} are the most`,
    }));
};
