import type { SnapshotFile, SnapshotManifest } from '@nanoedge/protocol';

/** A snapshot that is not what it says it is; the message names the file. */
export class DamagedSnapshot extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DamagedSnapshot';
  }
}

const isSafe = ({ path, kind }: SnapshotFile): boolean => {
  if (path === '' || path === '.') return kind === 'directory';
  return (
    !path.includes('\0') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
};

/** Every folder that is above a path: `a/b/c` is in `a/b` and `a`. */
const foldersOf = (name: string): string[] =>
  name
    .split('/')
    .slice(0, -1)
    .map((_part, index, parts) => parts.slice(0, index + 1).join('/'));

/**
 * The archive's entries by their names, as a manifest lists them. Throws DamagedSnapshot where a
 * path leads out of its volume (also through a link), is listed twice, or belongs to a volume that
 * the deployment does not have.
 */
export const entriesOf = (manifest: SnapshotManifest): Map<string, SnapshotFile> => {
  const volumes = new Set(manifest.deployment.volumes.map((volume) => volume.name));
  const entries = new Map<string, SnapshotFile>();
  for (const file of manifest.files) {
    const name =
      file.path === '' || file.path === '.'
        ? `volumes/${file.volume}`
        : `volumes/${file.volume}/${file.path}`;
    if (!volumes.has(file.volume))
      throw new DamagedSnapshot(`“${name}” belongs to no volume of the deployment.`);
    if (!isSafe(file)) throw new DamagedSnapshot(`“${name}” is no safe path.`);
    if (entries.has(name)) throw new DamagedSnapshot(`The manifest lists “${name}” twice.`);
    if ((file.kind === 'file') !== (file.sha256 !== null))
      throw new DamagedSnapshot(`The manifest has no SHA-256 of “${name}”.`);
    entries.set(name, file);
  }
  for (const name of entries.keys()) {
    const through = foldersOf(name).find(
      (folder) => (entries.get(folder)?.kind ?? 'directory') !== 'directory',
    );
    if (through !== undefined)
      throw new DamagedSnapshot(`“${name}” lies behind “${through}”, which is no folder.`);
  }
  return entries;
};

/** Folders that hold the volumes need not be listed. */
export const isFrame = (name: string, manifest: SnapshotManifest): boolean =>
  name === 'volumes' ||
  manifest.deployment.volumes.some((volume) => name === `volumes/${volume.name}`);
