import { statfs } from 'node:fs/promises';
import { machineProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';

/** Throws UserError when the folder's file system has less than `bytes` left. */
export const requireFreeDisk = async (folder: string, bytes: number): Promise<void> => {
  const stats = await statfs(folder);
  const free = stats.bavail * stats.bsize;
  if (free < bytes) {
    throw new UserError(machineProblems.diskFull(folder, free, bytes));
  }
};
