import { describeError } from '@nanoedge/base';

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk of this device is full',
  EDQUOT: 'the disk of this device is full',
  EROFS: 'the disk of this device is read-only',
  EIO: 'the disk of this device is broken',
  EACCES: 'the agent may not write there',
  EPERM: 'the agent may not write there',
  ENOTDIR: 'something else than a folder is in its place',
  EISDIR: 'a folder is in its place',
  EEXIST: 'something else is in its place',
  ENOENT: 'it is gone',
  EMFILE: 'too many files are open',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Whether the file system said it, not a library or a network. */
export const isDiskError = (error: unknown): boolean => codeOf(error) in words;

/** What a failed call of the file system means, in words for the admin. */
export const diskProblem = (error: unknown): string => words[codeOf(error)] ?? describeError(error);
