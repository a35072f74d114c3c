import { statfs } from 'node:fs/promises';
import { UserError } from '../errors.ts';

/** Throws UserError when the folder's file system has less than `bytes` left. */
export const requireFreeDisk = async (folder: string, bytes: number): Promise<void> => {
  const stats = await statfs(folder);
  const free = stats.bavail * stats.bsize;
  if (free < bytes) {
    throw new UserError(
      `${folder} has ${Math.floor(free / 1e6)} MB free, ${Math.ceil(bytes / 1e6)} MB are needed; free some space and try again.`,
    );
  }
};
