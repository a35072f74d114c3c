import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowed, type Plant, refusedCode, refusedImports } from './plants.ts';
import { judge } from './problem.ts';
import { check } from './rules.ts';
import { plant, readTree } from './tree.ts';

const refused = [...refusedImports, ...refusedCode];

const laidOver = (plants: readonly Plant[]): Record<string, string> =>
  Object.fromEntries(plants.map(({ path, text }) => [path, text]));

describe('the house rules', () => {
  const tree = readTree(resolve(import.meta.dirname, '../..'));
  const problems = check(plant(tree, laidOver([...refused, ...allowed])));
  const of = (path: string) => problems.filter((problem) => problem.path.startsWith(path));

  it.each(refusedImports)('refuse $path, for its imports', ({ path, rule, says }) => {
    const folder = rule === 'circles' ? path.replace(/\/[ab]\.ts$/, '') : path;
    expect(of(folder).filter((problem) => problem.rule === rule)).toEqual([
      expect.objectContaining({ says: expect.stringContaining(says) }),
    ]);
  });

  it.each(refusedCode)('refuse $path, for what it says', ({ path, rule, says }) => {
    expect(of(path)).toEqual([
      expect.objectContaining({ rule, says: expect.stringContaining(says) }),
    ]);
  });

  it.each(allowed)('take $path', ({ path }) => {
    expect(of(path)).toEqual([]);
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
    const verdict = judge([here, { ...here, path: 'b.ts' }], { imports: ['a.ts coap'] });
    expect(verdict.refused).toEqual([{ ...here, path: 'b.ts' }]);
    expect(verdict.stale).toEqual([]);
  });

  it('only shrinks: an excuse that nothing needs is refused', () => {
    const verdict = judge([here], { imports: ['a.ts coap', 'b.ts coap'], circles: ['c'] });
    expect(verdict.stale).toEqual(['imports: b.ts coap', 'circles: c']);
    expect(verdict.left).toEqual({ imports: ['a.ts coap'] });
  });
});
