import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Offence } from '../offence.ts';

const bin = resolve(import.meta.dirname, '../../../node_modules/.bin/jscpd');

const Place = z.object({ name: z.string(), start: z.number() });
const Report = z.object({
  duplicates: z.array(z.object({ lines: z.number(), firstFile: Place, secondFile: Place })),
});

const folders = ['apps', 'packages', 'infra', 'e2e'];

const packageOf = (path: string): string =>
  /^(?:apps|packages)\/[^/]+|^[^/]+/.exec(path)?.[0] ?? path;

const report = (root: string): z.infer<typeof Report> => {
  const output = mkdtempSync(join(tmpdir(), 'nanoedge-clones-'));
  const options = [
    '--min-lines=10',
    '--min-tokens=60',
    '--mode=weak',
    '--ignore-identifiers',
    '--format=typescript,tsx',
    '--ignore=**/node_modules/**,**/.next/**,**/dist/**',
    '--reporters=json',
    '--silent',
    '--absolute',
    `--output=${output}`,
  ];
  try {
    execFileSync(bin, [...options, ...folders], { cwd: root, stdio: 'ignore' });
    return Report.parse(JSON.parse(readFileSync(join(output, 'jscpd-report.json'), 'utf8')));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
};

/**
 * Ten or more lines that two packages both have, names aside: they say one thing twice, and one of
 * them will be corrected without the other.
 */
export const clonesBetweenPackages = (root: string): Offence[] =>
  report(root)
    .duplicates.map(({ lines, firstFile, secondFile }) => {
      const [a, b] = [firstFile, secondFile].map(({ name, start }) => ({
        path: name.replace(`${root}/`, ''),
        start,
      }));
      return { lines, a, b };
    })
    .flatMap(({ lines, a, b }) =>
      a === undefined || b === undefined || packageOf(a.path) === packageOf(b.path)
        ? []
        : [
            {
              rule: 'clones',
              path: a.path,
              subject: b.path,
              line: a.start,
              says: `has ${lines} lines that ${b.path}:${b.start} has too; keep one, in a package`,
            },
          ],
    );
