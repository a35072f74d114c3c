import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stamp } from './stamp.ts';

const here = resolve(import.meta.dirname, '../..');

const listed = (...patterns: string[]): string[] =>
  execFileSync('git', ['ls-files', ...patterns], { cwd: here, encoding: 'utf8' })
    .trim()
    .split('\n');

const manifests = listed('package.json', '*/package.json');

describe('a release', () => {
  let root: string;
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nanoedge-release-'));
    for (const path of [...manifests, 'apps/agent/src/version.ts', 'CHANGELOG.md']) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      cpSync(join(here, path), join(root, path));
    }
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('stamps one version in every package, the agent and the changelog', () => {
    const changed = stamp(root, '7.8.9', '2031-01-02');
    expect(changed).toEqual([...manifests, 'apps/agent/src/version.ts', 'CHANGELOG.md'].toSorted());
    for (const path of manifests)
      expect(JSON.parse(read(path))).toMatchObject({ version: '7.8.9' });
    expect(read('apps/agent/src/version.ts')).toContain("version = '7.8.9'");
    expect(read('CHANGELOG.md')).toContain('## [Unreleased]\n\n## [7.8.9] - 2031-01-02\n');
  });

  it('changes nothing else of a package', () => {
    const without = (text: string): unknown => ({ ...JSON.parse(text), version: null });
    const before = manifests.map((path) => without(read(path)));
    stamp(root, '7.8.9', '2031-01-02');
    expect(manifests.map((path) => without(read(path)))).toEqual(before);
  });

  it.each([
    ['what is no version', '7.8'],
    ['what is not newer', '0.0.9'],
  ])('refuses %s and writes nothing', (_what, version) => {
    const before = manifests.map(read);
    expect(() => stamp(root, version, '2031-01-02')).toThrow(version);
    expect(manifests.map(read)).toEqual(before);
  });

  it('refuses when the changelog has nothing new', () => {
    writeFileSync(
      join(root, 'CHANGELOG.md'),
      '## [Unreleased]\n\n## [0.1.0] - 2026-11-22\n\n- All.\n',
    );
    expect(() => stamp(root, '7.8.9', '2031-01-02')).toThrow('says nothing');
    expect(read('package.json')).not.toContain('7.8.9');
  });

  it('finds today’s packages at one version', () => {
    const versions = manifests.map((path) => /"version": "([^"]+)"/.exec(read(path))?.[1]);
    expect(new Set(versions).size).toBe(1);
    expect(read('apps/agent/src/version.ts')).toContain(`'${String(versions[0])}'`);
  });
});
