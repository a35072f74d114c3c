import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowed, type Plant, refusedCode, refusedImports, twoMeanings } from './plants.ts';
import { ruleOn } from './offence.ts';
import { check, checkFiles } from './rules.ts';
import { allowedLiterals, refusedLiterals } from './text/literal-plants.ts';
import { plant, readTree } from './tree.ts';

const refusedTexts = [...refusedCode, ...refusedLiterals];
const refused = [...refusedImports, ...refusedTexts];
const taken = [...allowed, ...allowedLiterals];

const laidOver = (plants: readonly Plant[]): Record<string, string> =>
  Object.fromEntries(plants.map(({ path, text }) => [path, text]));

describe('the house rules', () => {
  const tree = readTree(resolve(import.meta.dirname, '../..'));
  const problems = check(plant(tree, laidOver([...refused, ...taken])));
  const of = (path: string) => problems.filter((problem) => problem.path.startsWith(path));

  it.each(refusedImports)('refuse $path, for its imports', ({ path, rule, says }) => {
    const folder = rule === 'circles' ? path.replace(/\/[ab]\.ts$/, '') : path;
    expect(of(folder).filter((problem) => problem.rule === rule)).toEqual([
      expect.objectContaining({ says: expect.stringContaining(says) }),
    ]);
  });

  it.each(refusedTexts)('refuse $path, for what it says', ({ path, rule, says }) => {
    expect(of(path)).toEqual([
      expect.objectContaining({ rule, says: expect.stringContaining(says) }),
    ]);
  });

  it.each(taken)('take $path', ({ path }) => {
    expect(of(path)).toEqual([]);
  });

  it('refuse a name that two files declare, and say where', () => {
    const alone = { files: new Set<string>(), sources: [], read: () => '' };
    const said = check(plant(alone, laidOver(twoMeanings)));
    expect(said).toEqual([
      expect.objectContaining({
        rule: 'names',
        path: 'planted',
        says: expect.stringContaining('packages/base/src/planted-name.ts'),
      }),
    ]);
    expect(check(plant(alone, laidOver(twoMeanings.slice(1))))).toEqual([]);
  });

  it('refuse ten lines that two packages both have, whatever they call things', () => {
    const body = (name: string): string =>
      [
        `export const ${name} = (${name}s: number[]): number => {`,
        ...Array.from({ length: 12 }, (_, at) => `  if (${name}s[${at}] === ${at}) return ${at};`),
        '  return 0;\n};\n',
      ].join('\n');
    const root = mkdtempSync(join(tmpdir(), 'nanoedge-plants-'));
    const write = (path: string, text: string): void => {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    try {
      for (const folder of ['infra', 'e2e']) mkdirSync(join(root, folder));
      write('packages/base/src/a.ts', body('one'));
      write('packages/base/src/b.ts', body('other'));
      write('apps/agent/src/c.ts', 'export const short = 1;\n');
      expect(checkFiles(root)).toEqual([]);
      write('apps/agent/src/c.ts', body('third'));
      expect(checkFiles(root)).toContainEqual(
        expect.objectContaining({ rule: 'clones', path: 'apps/agent/src/c.ts' }),
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('hold in the whole tree when one line in two hundred is long, and not beyond', () => {
    const lines = (long: number): string =>
      [...Array(1000).keys()].map((index) => 'x'.repeat(index < long ? 101 : 100)).join('\n');
    const alone = { files: new Set<string>(), sources: [], read: () => '' };
    const wide = (long: number) =>
      check(plant(alone, { 'a.ts': lines(long) })).filter(({ rule }) => rule === 'long-lines');
    expect(wide(5)).toEqual([]);
    expect(wide(6)).toHaveLength(6);
  });
});

describe('what the tree still breaks', () => {
  const here = { rule: 'imports', path: 'a.ts', subject: 'coap', says: 'no' };

  it('is excused by name, and nothing else is', () => {
    const verdict = ruleOn([here, { ...here, path: 'b.ts' }], { imports: ['a.ts coap'] });
    expect(verdict.refused).toEqual([{ ...here, path: 'b.ts' }]);
    expect(verdict.stale).toEqual([]);
  });

  it('only shrinks: an excuse that nothing needs is refused', () => {
    const verdict = ruleOn([here], { imports: ['a.ts coap', 'b.ts coap'], circles: ['c'] });
    expect(verdict.stale).toEqual(['imports: b.ts coap', 'circles: c']);
    expect(verdict.left).toEqual({ imports: ['a.ts coap'] });
  });
});
