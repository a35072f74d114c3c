import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { missingPaths } from './doc-paths.ts';
import { foreignHosts } from './lock-hosts.ts';

const root = resolve(import.meta.dirname, '../..');
const tracked = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '');

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const problems = [
  ...missingPaths(
    tracked.filter((path) => path.endsWith('.md')).map((path) => ({ path, text: read(path) })),
    new Set(tracked),
  ),
  ...foreignHosts(read('pnpm-lock.yaml')),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`documents and lock file: ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
