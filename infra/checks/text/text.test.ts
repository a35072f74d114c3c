import { describe, expect, it } from 'vitest';
import { missingPaths } from './doc-paths.ts';
import { foreignHosts } from './lock-hosts.ts';

describe('document paths', () => {
  const files = new Set(['README.md', 'docs/architecture.md', 'apps/agent/src/main.ts']);

  it('accepts files and folders that exist, linked or quoted', () => {
    const text =
      'See [the design](docs/architecture.md) and `apps/agent/src/main.ts` in `apps/agent/src`.';
    expect(missingPaths([{ path: 'README.md', text }], files)).toEqual([]);
  });

  it('names the document and the path that is gone', () => {
    const text = 'See [old](architecture-old.md) and `apps/gone/main.ts`.';
    const told = missingPaths([{ path: 'docs/architecture.md', text }], files);
    expect(told.map(({ path, says }) => `${path} ${says}`)).toEqual([
      'docs/architecture.md names docs/architecture-old.md, which does not exist',
      'docs/architecture.md names apps/gone/main.ts, which does not exist',
    ]);
  });

  it('leaves web addresses and code blocks alone', () => {
    const text = '[site](https://example.org/x.md)\n```\n[a](nowhere.md)\n```';
    expect(missingPaths([{ path: 'README.md', text }], files)).toEqual([]);
  });
});

describe('lock file', () => {
  it('may not say where a package was fetched from', () => {
    expect(
      foreignHosts(
        'a:\n  resolution: {integrity: sha512-x}\n  tarball: https://mirror.example/a.tgz',
      ),
    ).toHaveLength(1);
    expect(foreignHosts('a:\n  resolution: {integrity: sha512-x}')).toEqual([]);
  });
});
