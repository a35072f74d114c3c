import { type Node, Visitor } from 'oxc-parser';
import type { Offence } from '../offence.ts';
import { isTest, type SourceText } from '../source.ts';

/** What a browser shows. */
const pages = [
  'apps/agent/src/edge/display/page/',
  ...['app', 'browser', 'components', 'features'].map((folder) => `apps/dashboard/src/${folder}/`),
];

/** What prints. */
const commandLine = 'infra/cli/';

/** Where every sentence is for a person, whichever function it is given to. */
const outspoken = [commandLine, 'packages/archive/src/', 'packages/client/src/'];

/** Where what is told of a refusal, a run or a change reaches a person. */
const speaking = [
  'apps/agent/src/env.ts',
  'apps/agent/src/edge/display/',
  'apps/agent/src/reconcile/',
  'apps/dashboard/src/env.ts',
  'apps/dashboard/src/server/',
  ...outspoken,
  ...pages,
];

/** Tests, the log, and the demo site's people and rooms, which are data. */
const isSilent = (path: string): boolean =>
  isTest(path) ||
  /\/test-[\w-]+\.tsx?$|\/src\/testing\//.test(path) ||
  /^apps\/dashboard\/src\/server\/(?:log\.ts|bootstrap\/demo)/.test(path);

/** Errors whose message is for whoever asked, started or operates, or is a run's reason. */
const refusals = new Set([
  'BadInput',
  'Conflict',
  'DashboardUnreachable',
  'DiskRefused',
  'Forbidden',
  'ImageCorrupt',
  'ImageRefused',
  'LinkDenied',
  'LinkRefused',
  'NotFound',
  'Refusal',
  'Refused',
  'RestoreFailed',
  'SignInRefused',
  'SnapshotCorrupt',
  'SnapshotDamaged',
  'SnapshotFailed',
  'StartupProblem',
  'StillThere',
  'StrangeAnswer',
  'Unreachable',
  'UnsoundSnapshot',
  'UserError',
]);

/** Properties whose value is for a person. */
const spoken = new Set([
  'detail',
  'error',
  'label',
  'message',
  'reason',
  'remedy',
  'summary',
  'title',
]);

/** Checks of a schema that take, last, what to say when they fail. */
const schemaChecks = new Set(['max', 'min', 'refine', 'regex', 'startsWith']);

/** Methods of the command line with an argument that is printed: which one, and of what. */
const printing: Readonly<Record<string, { at: number; of?: readonly string[] }>> = {
  step: { at: 0, of: ['progress'] },
  line: { at: 0, of: ['progress'] },
  write: { at: 0, of: ['stderr', 'stdout'] },
  description: { at: 0 },
  addHelpText: { at: 1 },
  argument: { at: 1 },
  option: { at: 1 },
  requiredOption: { at: 1 },
};

/** Attributes whose value is for the program, the browser or a test. */
const technical = new RegExp(
  `^(?:${[
    'accept|align|attribute|autoComplete|back|defaultTheme|field|fill|form|greeting|href|htmlFor|id',
    'initialFocus|inputMode|key|kind|lang|list|method|name|opacity|order(?:Key)?|paintOrder|position|rel',
    'role|scope|side|size|src|style|target|theme|toastOptions|tone|type|value|variant',
    'd|dominantBaseline|shapeRendering|stroke\\w*|textAnchor|transform|viewBox',
    '\\w*[cC]lassName|data-.*|aria-(?:controls|current|describedby|hidden|labelledby|live)',
  ].join('|')})$`,
);

interface Literal {
  text: string;
  start: number;
}

/** The literals that an expression can come to, whichever way it is decided. */
const outcomes = (node: Node | null): Literal[] => {
  if (node?.type === 'Literal')
    return typeof node.value === 'string' ? [{ text: node.value, start: node.start }] : [];
  if (node?.type === 'TemplateLiteral')
    return [{ text: node.quasis.map(({ value }) => value.cooked).join('…'), start: node.start }];
  if (node?.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap(outcomes);
  if (node?.type === 'LogicalExpression') return [node.left, node.right].flatMap(outcomes);
  if (node?.type === 'BinaryExpression' && node.operator === '+')
    return [node.left, node.right].flatMap(outcomes);
  if (node?.type === 'JSXExpressionContainer') return outcomes(node.expression);
  if (node?.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property) =>
    property.type === 'Property' ? outcomes(property.value) : [],
  );
};

const hasLetter = ({ text }: Literal): boolean => /\p{L}/u.test(text);

/** Several words, or one as a sentence begins it; not the path of a field, nor a state's name. */
const isText = ({ text }: Literal): boolean =>
  /\p{L}{2}/u.test(text) && (/\S\s+\S/.test(text) || /^[“"]?\p{Lu}\p{Ll}/u.test(text));

/** What is for a person whoever gets it: it begins as a sentence, or ends as one. */
const isSentence = (literal: Literal): boolean =>
  isText(literal) &&
  (/^[“"]?\p{Lu}\p{Ll}*\s/u.test(literal.text) || /\s.*[\p{L}…][.!?]$/u.test(literal.text));

const nameOf = (node: Node): string | null => {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name;
  return node.type === 'MemberExpression' ? nameOf(node.property) : null;
};

/** What a call prints on the command line. */
const printed = (callee: Node, given: readonly Node[]): readonly Node[] => {
  if (callee.type !== 'MemberExpression') return [];
  const way = printing[nameOf(callee) ?? ''];
  if (way === undefined) return [];
  return way.of?.includes(nameOf(callee.object) ?? '') === false
    ? []
    : given.slice(way.at, way.at + 1);
};

/**
 * Text of a person's in the code itself: in an attribute or an expression of JSX, in a refusal,
 * told as what happened, or printed. It is in packages/words, so that one place has every language.
 */
export const literals = ({ path, program, lineOf }: SourceText): Offence[] => {
  if (isSilent(path)) return [];
  const isPage = pages.some((folder) => path.startsWith(folder));
  const speaks = speaking.some((folder) => path.startsWith(folder));
  const found = new Map<number, Offence>();
  const refuse = (told: readonly Literal[]): void => {
    for (const { text, start } of told)
      found.set(start, {
        rule: 'literals',
        path,
        line: lineOf(start),
        says: `says "${text}" itself; what a person reads is in packages/words`,
      });
  };
  const inside = (children: readonly Node[]): void => {
    if (isPage) refuse(children.flatMap((child) => outcomes(child)).filter(hasLetter));
  };
  const given = (value: Node | null): void => {
    if (speaks) refuse(outcomes(value).filter(isSentence));
  };
  new Visitor({
    JSXAttribute: ({ name, value }) => {
      const called = name.type === 'JSXIdentifier' ? name.name : '';
      if (isPage && !technical.test(called)) refuse(outcomes(value).filter(hasLetter));
    },
    JSXElement: ({ children }) => inside(children),
    JSXFragment: ({ children }) => inside(children),
    NewExpression: ({ callee, arguments: told }) => {
      if (refusals.has(nameOf(callee) ?? '')) refuse(told.flatMap(outcomes).filter(isText));
    },
    CallExpression: ({ callee, arguments: told }) => {
      if (outspoken.some((folder) => path.startsWith(folder)))
        refuse(told.flatMap(outcomes).filter(callee.type === 'Super' ? isText : isSentence));
      if (speaks && callee.type === 'MemberExpression' && schemaChecks.has(nameOf(callee) ?? ''))
        refuse(told.slice(1).flatMap(outcomes).filter(isText));
      if (path.startsWith(commandLine))
        refuse(printed(callee, told).flatMap(outcomes).filter(hasLetter));
    },
    Property: ({ key, value }) => {
      if (speaks && spoken.has(nameOf(key) ?? '')) refuse(outcomes(value).filter(isText));
    },
    ReturnStatement: ({ argument }) => given(argument),
    ArrowFunctionExpression: ({ body }) => given(body),
  }).visit(program);
  return [...found.values()];
};
