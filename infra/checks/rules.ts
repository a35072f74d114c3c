import { bareErrors } from './code/bare-errors.ts';
import { clonesBetweenPackages } from './code/clones.ts';
import { collaborators } from './code/collaborators.ts';
import { longFiles, longFunctions } from './code/long.ts';
import { namesWithTwoMeanings } from './code/names.ts';
import { privateWords } from './code/private-words.ts';
import { swallowedErrors } from './code/swallowed.ts';
import { checkCircles } from './imports/circles.ts';
import { checkImports } from './imports/imports.ts';
import type { Offence } from './offence.ts';
import { commentCase } from './text/comment-case.ts';
import { literals } from './text/literals.ts';
import { missingPaths } from './text/doc-paths.ts';
import { foreignHosts } from './text/lock-hosts.ts';
import { longLines } from './text/long-lines.ts';
import { checkWords, oldWords } from './text/words.ts';
import type { Tree } from './tree.ts';

const documents = ({ files, read }: Tree): Offence[] => {
  const texts = [...files]
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: read(path) }));
  return missingPaths(texts, files);
};

/** Everything that the tree breaks, of all rules that are ours rather than a linter's. */
export const check = (tree: Tree): Offence[] => [
  ...checkImports(tree.sources),
  ...checkCircles(tree.sources),
  ...tree.sources.flatMap((source) => [
    ...bareErrors(source),
    ...commentCase(source),
    ...longFiles(source),
    ...literals(source),
    ...longFunctions(source),
    ...privateWords(source),
    ...swallowedErrors(source),
  ]),
  ...collaborators(tree.sources),
  ...namesWithTwoMeanings(tree.sources),
  ...longLines(tree.sources),
  ...(tree.files.has('docs/words.md')
    ? checkWords(tree.sources, oldWords(tree.read('docs/words.md')))
    : []),
  ...documents(tree),
  ...(tree.files.has('pnpm-lock.yaml') ? foreignHosts(tree.read('pnpm-lock.yaml')) : []),
];

/** What is looked for in the files themselves, for the tool that looks is a program. */
export const checkFiles = (root: string): Offence[] => clonesBetweenPackages(root);
