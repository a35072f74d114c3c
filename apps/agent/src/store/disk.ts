import { describeError } from '@nanoedge/base';
import { deviceDiskWords } from '@nanoedge/words';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Whether the file system said it, not a library or a network. */
export const isDiskError = (error: unknown): boolean => codeOf(error) in deviceDiskWords;

/** Whether there is no room left. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error));

/** What a failed call of the file system means, in words for the admin. */
export const diskProblem = (error: unknown): string =>
  deviceDiskWords[codeOf(error)] ?? describeError(error);
