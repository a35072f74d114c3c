import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { DiskUsage, Usage } from '../services/storage-ports.ts';

/** All files of a folder and of those in it; one that goes meanwhile is not counted. */
const usageOf = async (folder: string): Promise<Usage> => {
  // A folder that is not there takes nothing
  const found = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sum = { files: 0, bytes: 0 };
  for (const entry of found.filter((one) => one.isFile())) {
    // It may have gone meanwhile
    const file = await stat(path.join(entry.parentPath, entry.name)).catch(() => null);
    if (file === null) continue;
    sum.files += 1;
    sum.bytes += file.size;
  }
  return sum;
};

/** What the data folder of this dashboard takes, measured when it is asked. */
export const openDiskUsage = (home: string): DiskUsage => ({
  folders: async () => ({
    content: await usageOf(path.join(home, 'content')),
    images: await usageOf(path.join(home, 'images')),
    snapshots: await usageOf(path.join(home, 'snapshots')),
    logs: await usageOf(path.join(home, 'logs')),
  }),
  room: async () => {
    const { bavail, blocks, bsize } = await statfs(home);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  },
});
