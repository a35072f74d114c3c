import { cannotStore } from '@nanoedge/words';
import type { Logger } from 'pino';
import { Refusal } from '../services/errors.ts';

/** The code of a system call's error; null for everything else. */
const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
    ? error.code
    : null;

/**
 * Does work on a folder of ours. Trouble of the disk becomes a refusal (507) that says what to do;
 * it is logged, too.
 */
export const onDisk = async <T>(
  where: { what: 'images' | 'snapshots'; folder: string; log: Logger },
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    const words = code === null ? null : cannotStore(code, where);
    if (words === null) throw error;
    where.log.error({ err: error, folder: where.folder }, `cannot store ${where.what}`);
    throw new Refusal('insufficient-storage', null, words);
  }
};
