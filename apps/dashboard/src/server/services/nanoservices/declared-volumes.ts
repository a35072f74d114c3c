import { VolumeSpec } from '@nanoedge/protocol';
import { volumeProblem } from './volume-problem.ts';

/** So many volumes a release may have. */
const most = 8;

const prefix = 'image-';

/** The folders of those volumes of a release that its image declared. */
export const declaredIn = (volumes: readonly VolumeSpec[]): string[] =>
  volumes.filter(({ name }) => name.startsWith(prefix)).map(({ path }) => path);

/** A name for the volume at a path: the path's own words. */
const nameOf = (path: string): string =>
  `${prefix}${path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`.slice(0, 32);

/**
 * The volumes of a release with those that its image declares: they would be without a name
 * otherwise, and in no snapshot. What a release cannot have stays out, and goes with each container.
 */
export const withImageVolumes = (
  own: readonly VolumeSpec[],
  paths: readonly string[],
): VolumeSpec[] => {
  const all = [...own];
  for (const declared of paths) {
    const path = declared.replace(/\/+$/, '');
    const volume = VolumeSpec.safeParse({ name: nameOf(path), path });
    if (!volume.success || all.length >= most) continue;
    if (volumeProblem(volume.data, all) === null) all.push(volume.data);
  }
  return all;
};
