import { bareErrors } from './code/bare-errors.ts';
import { collaborators } from './code/collaborators.ts';
import { longFiles, longFunctions } from './code/long.ts';
import { privateWords } from './code/private-words.ts';
import { swallowedErrors } from './code/swallowed.ts';
import { checkCircles } from './imports/circles.ts';
import { checkImports } from './imports/imports.ts';
import type { Problem } from './problem.ts';
import { commentCase } from './text/comment-case.ts';
import { missingPaths } from './text/doc-paths.ts';
import { foreignHosts } from './text/lock-hosts.ts';
import { longLines } from './text/long-lines.ts';
import type { Tree } from './tree.ts';

const documents = ({ files, read }: Tree): Problem[] => {
  const texts = [...files]
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: read(path) }));
  return missingPaths(texts, files);
};

/** Everything that the tree breaks, of all rules that are ours rather than a linter's. */
export const check = (tree: Tree): Problem[] => [
  ...checkImports(tree.sources),
  ...checkCircles(tree.sources),
  ...tree.sources.flatMap((source) => [
    ...bareErrors(source),
    ...commentCase(source),
    ...longFiles(source),
    ...longFunctions(source),
    ...privateWords(source),
    ...swallowedErrors(source),
  ]),
  ...collaborators(tree.sources),
  ...longLines(tree.sources),
  ...documents(tree),
  ...(tree.files.has('pnpm-lock.yaml') ? foreignHosts(tree.read('pnpm-lock.yaml')) : []),
];
