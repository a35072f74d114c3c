import type { Comment } from 'oxc-parser';
import type { Offence } from '../offence.ts';
import type { SourceText } from '../source.ts';

/** Names that are written small wherever they stand, also first. */
const small = new Set([
  'esbuild',
  'null',
  'undefined',
  'zod',
  'npm',
  'git',
  'dockerd',
  'turbo',
  'printf',
]);

/** A comment that speaks to a tool. */
const directive = /^(?:oxlint|eslint|biome|v8|c8|istanbul|vitest|knip|@|#|\/)/;

/** A name in code: it has a sign, a digit or a capital in it. */
const isCode = (word: string): boolean => /[-_./():=`'"→<0-9]|[a-z][A-Z]/.test(word);

const wording = ({ value }: Comment): string => value.replace(/^[\s*]+/, '');

/** Of several line comments below each other only the first begins a sentence. */
const continues = (comments: readonly Comment[], index: number, source: SourceText): boolean => {
  const [before, here] = [comments[index - 1], comments[index]];
  return (
    before?.type === 'Line' &&
    here?.type === 'Line' &&
    source.lineOf(before.start) === source.lineOf(here.start) - 1
  );
};

/** A comment is a sentence, and a sentence begins with a capital. */
export const commentCase = (source: SourceText): Offence[] =>
  source.comments.flatMap((comment, index) => {
    const text = wording(comment);
    const first = text.split(/\s/)[0]?.replace(/[,;.!?]$/, '') ?? '';
    if (!/^[a-z]/.test(first) || directive.test(text) || small.has(first) || isCode(first))
      return [];
    if (continues(source.comments, index, source)) return [];
    return [
      {
        rule: 'comment-case',
        path: source.path,
        line: source.lineOf(comment.start),
        says: `has a comment that begins small: "${text.slice(0, 40)}"`,
      },
    ];
  });
