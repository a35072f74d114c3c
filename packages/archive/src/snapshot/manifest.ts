import { describeError } from '@nanoedge/base';
import { parseJson, SnapshotManifest, type SnapshotFile } from '@nanoedge/protocol';
import { snapshotDamage } from '@nanoedge/words';
import { isSafePath } from '../path.ts';
import { SnapshotDamaged } from './damaged.ts';
import { keyOf, volumesDigest } from './volume-entry.ts';

export const manifestName = 'manifest.json';

/** A manifest is read into memory; one that is longer is not ours. */
export const maxManifestBytes = 64 * 1024 * 1024;

/** The files of a snapshot together: reading that much takes minutes. */
export const maxContentBytes = 16 * 1024 ** 3;

/** What a manifest says besides the files. */
export type SnapshotDescription = Omit<SnapshotManifest, 'format' | 'files' | 'volumesDigest'>;

export const sealManifest = (
  description: SnapshotDescription,
  files: SnapshotFile[],
): SnapshotManifest => ({
  ...description,
  format: 1,
  files,
  volumesDigest: volumesDigest(files),
});

export const readManifest = (text: string): SnapshotManifest => {
  try {
    return parseJson(SnapshotManifest, text, manifestName);
  } catch (error) {
    throw new SnapshotDamaged('manifest', describeError(error), { cause: error });
  }
};

/** The name of an entry as people find it in the archive. */
export const entryName = (place: { volume: string; path: string }): string =>
  `volumes/${keyOf(place)}`;

/** The folders above a path: `a/b/c` is in `a` and `a/b`. */
const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_part, index, parts) => parts.slice(0, index + 1).join('/'));

const checkFile = (file: SnapshotFile, volumes: ReadonlySet<string>): void => {
  const name = entryName(file);
  if (!volumes.has(file.volume))
    throw new SnapshotDamaged('manifest', snapshotDamage.noVolume(name));
  if (!isSafePath(file.path)) throw new SnapshotDamaged('path', snapshotDamage.unsafePath(name));
  if ((file.kind === 'file') !== (file.sha256 !== null))
    throw new SnapshotDamaged('manifest', snapshotDamage.noDigest(name));
};

/**
 * The files of a manifest by volume and path. Throws SnapshotDamaged when it contradicts itself or
 * leads out of a volume, also through a link.
 */
export const filesOf = (manifest: SnapshotManifest): Map<string, SnapshotFile> => {
  const { files, deployment } = manifest;
  if (volumesDigest(files) !== manifest.volumesDigest)
    throw new SnapshotDamaged('manifest', snapshotDamage.otherList(manifestName));
  const volumes = new Set(deployment.volumes.map(({ name }) => name));
  const byKey = new Map<string, SnapshotFile>();
  for (const file of files) {
    checkFile(file, volumes);
    if (byKey.has(keyOf(file)))
      throw new SnapshotDamaged('manifest', snapshotDamage.listedTwice(entryName(file)));
    byKey.set(keyOf(file), file);
  }
  for (const { volume, path } of files) {
    const through = foldersOf(path)
      .map((folder) => byKey.get(keyOf({ volume, path: folder })))
      .find((folder) => folder !== undefined && folder.kind !== 'directory');
    if (through !== undefined)
      throw new SnapshotDamaged(
        'path',
        snapshotDamage.behindLink(entryName({ volume, path }), entryName(through)),
      );
  }
  return byKey;
};
