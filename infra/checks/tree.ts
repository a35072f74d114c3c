import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSource, type SourceText } from './source.ts';

/** The repository's files by their paths from its top. */
export interface Tree {
  files: ReadonlySet<string>;
  sources: readonly SourceText[];
  read: (path: string) => string;
}

const isSource = (path: string): boolean => /\.tsx?$/.test(path);

/** What git tracks or would track under `root`. */
export const readTree = (root: string): Tree => {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8' },
  );
  // A file that was deleted stays listed until the deletion is staged.
  const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return {
    files: new Set(files),
    sources: files.filter(isSource).map((path) => parseSource(path, read(path))),
    read,
  };
};

/** The same tree with other files laid over it, for tests that plant what a rule refuses. */
export const plant = (tree: Tree, files: Readonly<Record<string, string>>): Tree => {
  const planted = Object.entries(files);
  return {
    files: new Set([...tree.files, ...planted.map(([path]) => path)]),
    sources: [
      ...tree.sources.filter(({ path }) => files[path] === undefined),
      ...planted.filter(([path]) => isSource(path)).map(([path, text]) => parseSource(path, text)),
    ],
    read: (path) => files[path] ?? tree.read(path),
  };
};
