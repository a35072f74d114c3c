import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { array, looseObject, parse, record, string, unknown } from 'zod/mini';
import { closing, inItsPlace, lintPlants } from './lint-plants.ts';

const root = resolve(import.meta.dirname, '../..');
const config = '.oxlintrc.json';

const Report = looseObject({
  diagnostics: array(looseObject({ code: string(), filename: string() })),
});
const rules = record(string(), unknown());
const Config = looseObject({ rules, overrides: array(looseObject({ rules })) });

/** `import/no-cycle` is `import(no-cycle)` in a report, and `no-eval` is `eslint(no-eval)`. */
const codeOf = (rule: string): string => {
  const [name = '', plugin = 'eslint'] = rule.split('/').toReversed();
  return `${plugin}(${name})`;
};

let folder: string;
let said: Map<string, { code: string }[]>;

/** A folder where the project's own settings hold, and nothing is but what is planted. */
const plantAll = (): void => {
  const settings = [config, 'tsconfig.base.json'];
  const packages = ['packages/base', 'apps/dashboard', 'infra'];
  for (const path of [...settings, ...packages.map((each) => `${each}/tsconfig.json`)])
    cpSync(join(root, path), join(folder, path));
  for (const path of ['', ...packages].map((each) => join(each, 'node_modules')))
    symlinkSync(join(root, path), join(folder, path));
  const pairs = lintPlants.flatMap(({ refused, fine }) => [refused, fine]);
  for (const { path, text } of [...pairs, closing, ...inItsPlace]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nanoedge-lint-'));
  plantAll();
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    ['--type-aware', '--format=json', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = parse(Report, JSON.parse(stdout));
  said = Map.groupBy(diagnostics, ({ filename }) => filename);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the lint', () => {
  it.each(lintPlants)('refuses what $rule is there for', ({ rule, refused }) => {
    const codes = said.get(refused.path)?.map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set([codeOf(rule)]));
  });

  it.each([...lintPlants.map(({ fine }) => fine), ...inItsPlace])('takes $path', ({ path }) => {
    expect(said.get(path)).toBeUndefined();
  });

  it('has a planted file for every rule that the settings name', () => {
    const { rules: everywhere, overrides } = parse(
      Config,
      JSON.parse(readFileSync(join(root, config), 'utf8')),
    );
    const named = [everywhere, ...overrides.map((override) => override.rules)]
      .flatMap((each) => Object.entries(each))
      .flatMap(([rule, level]) => (level === 'off' ? [] : [rule]));
    expect(named.filter((rule) => !lintPlants.some((plant) => plant.rule === rule))).toEqual([]);
  });
});
