import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';

const below = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => below(join(folder, entry.name)))
    .concat(folder);

/**
 * Every folder of a cgroup, deepest first: in version 2's one tree, or in each controller's tree of
 * version 1.
 */
export const cgroupFolders = (cgroup: string): string[] => {
  if (!existsSync(root)) return [];
  const trees = [root, ...readdirSync(root).map((name) => join(root, name))];
  return trees
    .map((tree) => join(tree, cgroup))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      try {
        return below(folder);
      } catch {
        return [folder];
      }
    });
};

/**
 * Removes a cgroup and all below it; one that a dying process still holds stays for the next try.
 * Returns how many stay.
 */
export const removeCgroup = (cgroup: string): number => {
  for (const folder of cgroupFolders(cgroup)) {
    try {
      rmdirSync(folder);
    } catch {
      // Counted below
    }
  }
  return cgroupFolders(cgroup).length;
};
