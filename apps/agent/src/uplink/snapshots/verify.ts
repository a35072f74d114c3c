import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { describeError } from '@nanoedge/base';
import type { Digest, SnapshotFile, SnapshotManifest } from '@nanoedge/protocol';
import { AgentError, SnapshotCorrupt } from '../../errors.ts';
import { diskProblem, isDiskError } from '../../store/disk.ts';
import { openArchive, type OpenArchive } from './archive.ts';
import {
  describeEntry,
  difference,
  digestOf,
  isSafePath,
  keyOf,
  kindOf,
  volumesDigest,
} from './volume-file.ts';

/**
 * The files of a manifest by volume and path. Throws SnapshotCorrupt when it contradicts itself or
 * leads out of a volume.
 */
const filesOf = ({
  files,
  deployment,
  volumesDigest: stated,
}: SnapshotManifest): Map<string, SnapshotFile> => {
  const volumes = new Set(deployment.volumes.map(({ name }) => name));
  const byKey = new Map(files.map((file) => [keyOf(file), file]));
  if (byKey.size !== files.length) throw new SnapshotCorrupt('the manifest names a file twice');
  for (const { volume, path } of files) {
    if (!volumes.has(volume))
      throw new SnapshotCorrupt(
        `the manifest has a file in volume ${volume}, which the deployment does not have`,
      );
    if (!isSafePath(path))
      throw new SnapshotCorrupt(`the manifest has a file outside of its volume: ${path}`);
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const parent = byKey.get(keyOf({ volume, path: parts.slice(0, depth).join('/') }));
      if (parent !== undefined && parent.kind !== 'directory')
        throw new SnapshotCorrupt(`${path} in volume ${volume} is below a ${parent.kind}`);
    }
  }
  if (volumesDigest(files) !== stated)
    throw new SnapshotCorrupt('the manifest is not what it was when the snapshot was taken');
  return byKey;
};

const checkEntries = async (
  { manifest, entries }: OpenArchive,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const missing = filesOf(manifest);
  for await (const entry of entries) {
    const { volume, path } = entry;
    const kind = kindOf(entry.header);
    const wanted = missing.get(keyOf(entry));
    if (kind === null || wanted === undefined)
      throw new SnapshotCorrupt(`the manifest does not have ${path} in volume ${volume}`);
    missing.delete(keyOf(entry));
    const found = await describeEntry({ volume, path, kind }, entry, () =>
      signal?.throwIfAborted(),
    );
    const differs = difference(wanted, found.file);
    if (differs !== null) throw new SnapshotCorrupt(`${path} in volume ${volume} ${differs}`);
  }
  const [lost] = missing.values();
  if (lost !== undefined)
    throw new SnapshotCorrupt(`${lost.path} in volume ${lost.volume} is missing`);
};

const checkContent = async (
  file: string,
  signal: AbortSignal | undefined,
): Promise<SnapshotManifest> => {
  const archive = await openArchive(file);
  try {
    await checkEntries(archive, signal);
    return archive.manifest;
  } finally {
    await archive.close();
  }
};

const digestOfFile = async (file: string, signal: AbortSignal | undefined): Promise<Digest> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return digestOf(hash.digest('hex'));
};

/**
 * Reads a whole snapshot and checks every file of it, then the SHA-256 of the whole: a byte that
 * flipped is found wherever it is. Throws SnapshotCorrupt, which says what is wrong, or the
 * signal's reason.
 */
export const verifySnapshot = async (
  file: string,
  expected: Digest,
  signal?: AbortSignal,
): Promise<SnapshotManifest> => {
  try {
    const manifest = await checkContent(file, signal);
    const found = await digestOfFile(file, signal);
    if (found !== expected)
      throw new SnapshotCorrupt(`the whole file has ${found}, not ${expected}`);
    return manifest;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AgentError) throw error;
    const reason = isDiskError(error)
      ? `it cannot be read: ${diskProblem(error)}`
      : `its stream is broken: ${describeError(error)}`;
    throw new SnapshotCorrupt(`the snapshot cannot be used: ${reason}`, { cause: error });
  }
};
