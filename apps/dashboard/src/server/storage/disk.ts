import type { Logger } from 'pino';
import { Refusal } from '../services/errors.ts';

const reasons = new Map([
  ['ENOSPC', 'its disk is full'],
  ['EDQUOT', 'its disk quota is used up'],
  ['EROFS', 'its disk is read-only'],
  ['EACCES', 'it may not write to its folder for them'],
  ['EPERM', 'it may not write to its folder for them'],
  ['ENOTDIR', 'its folder for them is not a folder'],
  ['EEXIST', 'its folder for them is not a folder'],
  ['EISDIR', 'something else stands in its folder for them'],
  ['EIO', 'its disk fails'],
  ['EMFILE', 'it has too many files open'],
  ['ENFILE', 'its machine has too many files open'],
]);

/** A system call's error about our own disk, in words; null for everything else. */
const reasonOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
    ? (reasons.get(error.code) ?? null)
    : null;

/**
 * Does work on a folder of ours. Trouble of the disk becomes a refusal (507) that says what to do;
 * it is logged, too.
 */
export const onDisk = async <T>(
  where: { what: string; folder: string; log: Logger },
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    where.log.error({ err: error, folder: where.folder }, `cannot store ${where.what}`);
    throw new Refusal('insufficient-storage', {
      message: `The dashboard cannot store ${where.what}: ${reason}.`,
      remedy: `Make room on the disk of ${where.folder} and let the dashboard write there; then try again.`,
    });
  }
};
