import type { Plant } from './plants.ts';

export interface PlantPair {
  /** As `.oxlintrc.json` names it. */
  rule: string;
  refused: Plant;
  /** What stands close to it and is right. */
  fine: Plant;
}

const pair = (
  rule: string,
  path: string,
  [refused, fine]: readonly [refused: string, fine: string],
): PlantPair => {
  const named = (kind: string, text: string): Plant => ({
    path: path.replace('*', `${kind}-${rule.replace(/^.*\//, '')}`),
    text: `${text}\n`,
  });
  return { rule, refused: named('planted', refused), fine: named('fine', fine) };
};

const code = (rule: string, refused: string, fine: string): PlantPair =>
  pair(rule, 'packages/base/src/*.ts', [refused, fine]);

const test = (rule: string, refused: string, fine: string): PlantPair => {
  const file = (text: string): string => `import { describe, expect, it, test } from 'vitest';
void [describe, expect, it, test];
${text}`;
  return pair(rule, 'packages/base/src/*.test.ts', [file(refused), file(fine)]);
};

const page = (rule: string, refused: string, fine: string): PlantPair => {
  const file = (text: string): string => `export const Page = () => ${text};`;
  return pair(rule, 'apps/dashboard/src/features/*.tsx', [file(refused), file(fine)]);
};

const works = "it('works', () => {\n  expect(1).toBe(1);\n});";

const aboutCode: readonly PlantPair[] = [
  code('typescript/no-explicit-any', 'export type Anything = any;', 'export type Sure = unknown;'),
  code(
    'typescript/no-non-null-assertion',
    'export const first = (all: string[]): string => all[0]!;',
    "export const first = (all: string[]): string => all[0] ?? '';",
  ),
  code(
    'typescript/ban-ts-comment',
    "// @ts-ignore\nexport const count: number = 'one';",
    'export const count: number = 1;',
  ),
  code(
    'typescript/consistent-type-definitions',
    'export type Point = { x: number };',
    "export interface Point {\n  x: number;\n}\nexport type Side = 'left' | 'right';",
  ),
  code(
    'typescript/no-floating-promises',
    'const work = async (): Promise<void> => {};\nwork();',
    'const work = async (): Promise<void> => {};\nawait work();',
  ),
  code(
    'typescript/no-misused-promises',
    'const late = async (): Promise<void> => {};\n[1].forEach(late);\nif (late()) void 0;',
    'const late = async (): Promise<void> => {};\nif (await late().then(() => true)) void 0;',
  ),
  code(
    'typescript/switch-exhaustiveness-check',
    "export const say = (side: 'left' | 'right'): void => {\n  switch (side) {\n    case 'left':\n      return;\n  }\n};",
    "export const say = (side: 'left' | 'right'): void => {\n  switch (side) {\n    case 'left':\n    case 'right':\n      return;\n  }\n};",
  ),
  code(
    'typescript/only-throw-error',
    "export const fail = (): never => {\n  throw 'no';\n};",
    'class Refused extends Error {}\nexport const fail = (): never => {\n  throw new Refused();\n};',
  ),
  code(
    'max-params',
    'export const add = (a: number, b: number, c: number, d: number): number => a + b + c + d;',
    'export const add = (a: number, b: number, c: number): number => a + b + c;',
  ),
  code('no-console', "console.log('here');", "process.stdout.write('here');"),
  code('no-eval', "eval('1');", "JSON.parse('1');"),
  code('node/no-process-env', 'void process.env;', 'void process.argv;'),
  code('unicorn/no-empty-file', '', 'export {};'),
  code(
    'no-empty',
    'export const run = (work: () => void): void => {\n  if (work.length > 0) {\n  }\n  work();\n};',
    'export const run = (work: () => void): void => {\n  if (work.length > 0) work();\n};',
  ),
];

const aboutTests: readonly PlantPair[] = [
  test('vitest/consistent-test-it', "test('works', () => {\n  expect(1).toBe(1);\n});", works),
  test('vitest/expect-expect', "it('works', () => {});", works),
  test('vitest/valid-expect', "it('works', () => {\n  expect(1);\n});", works),
  test(
    'vitest/require-to-throw-message',
    "it('fails', () => {\n  expect(() => JSON.parse('')).toThrow();\n});",
    "it('fails', () => {\n  expect(() => JSON.parse('')).toThrow('JSON');\n});",
  ),
  test('vitest/no-identical-title', `${works}\n${works}`, works),
  test('vitest/no-commented-out-tests', `// it('works', () => {});\n${works}`, works),
  pair('vitest/no-import-node-test', 'packages/base/src/*.test.ts', [
    "import { it } from 'node:test';\nvoid it;",
    "import { it } from 'vitest';\nvoid it;",
  ]),
  test('vitest/no-focused-tests', works.replace('it(', 'it.only('), works),
  test('vitest/no-disabled-tests', works.replace('it(', 'it.skip('), works),
];

const aboutPages: readonly PlantPair[] = [
  page('react/jsx-no-literals', '<p>Welcome</p>', "<p>{['words'][0]}</p>"),
  page('jsx-a11y/no-autofocus', '<input autoFocus />', '<input />'),
  page('jsx-a11y/alt-text', '<img src="/plan.png" />', '<img src="/plan.png" alt="" />'),
];

const importing = (name: string): string =>
  `import { thing } from './${name}-no-cycle.ts';\n\nexport const use = (): unknown => thing;`;

const circle = pair('import/no-cycle', 'packages/base/src/*.ts', [
  importing('closing'),
  importing('closing'),
]);

/** What oxlint's own rules refuse, each beside a twin that they take. */
export const lintPlants: readonly PlantPair[] = [
  ...aboutCode,
  ...aboutTests,
  ...aboutPages,
  circle,
];

/** The other half of the circle, which its planted half is refused for too. */
export const closing: Plant = {
  path: 'packages/base/src/closing-no-cycle.ts',
  text: importing('planted'),
};

/** What is refused elsewhere and has its place here. */
export const inItsPlace: readonly Plant[] = [
  { path: 'packages/base/src/env.ts', text: 'void process.env;\n' },
  { path: 'infra/cli/fine-console.ts', text: "console.log('here');\n" },
  {
    path: 'apps/dashboard/src/features/fine-words.test.tsx',
    text: 'export const Page = () => <p>Welcome</p>;\n',
  },
];
