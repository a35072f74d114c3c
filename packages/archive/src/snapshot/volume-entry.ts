import { createHash } from 'node:crypto';
import type { Header } from 'tar-stream';
import { Bytes, snapshotVolumesText, type Digest, type SnapshotFile } from '@nanoedge/protocol';
import { digestOf, digestOfHex } from '../digest.ts';
import type { ReadEntry } from '../tar.ts';

/** A file, folder or link of a volume, with what its manifest entry does not say. */
export interface VolumeEntry {
  file: SnapshotFile;
  mtime: Date;
  /** Where a link points. */
  target: string | null;
}

export const volumesDigest = (files: readonly SnapshotFile[]): Digest =>
  digestOf(snapshotVolumesText(files));

export const keyOf = ({ volume, path }: { volume: string; path: string }): string =>
  `${volume}/${path}`;

const kinds: readonly SnapshotFile['kind'][] = ['file', 'directory', 'symlink', 'fifo'];

/**
 * The kind in a snapshot's words; null for what a snapshot does not hold (devices, hard links and
 * files that ask to lie in one piece).
 */
export const kindOf = (header: Header): SnapshotFile['kind'] | null =>
  kinds.find((kind) => kind === header.type) ?? null;

/** Describes an entry and reads its content, which goes to `onChunk` as well. */
export const describeEntry = async (
  place: { volume: string; path: string; kind: SnapshotFile['kind'] },
  { header, content }: ReadEntry,
  onChunk: (chunk: Buffer) => Promise<void> | void = () => undefined,
): Promise<VolumeEntry> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    hash.update(chunk);
    await onChunk(chunk);
  }
  return {
    file: {
      ...place,
      bytes: Bytes.parse(bytes),
      mode: header.mode,
      uid: header.uid,
      gid: header.gid,
      sha256: place.kind === 'file' ? digestOfHex(hash.digest('hex')) : null,
    },
    mtime: header.mtime,
    target: place.kind === 'symlink' ? header.linkname : null,
  };
};

/** A file as it was found; its size may be one that no file can have. */
export type FoundFile = Omit<SnapshotFile, 'bytes'> & { bytes: number };

/** In what two descriptions of one file differ first; null when they do not. */
export const firstDifference = (
  wanted: FoundFile,
  found: FoundFile,
): 'kind' | 'size' | 'content' | 'mode' | 'owner' | null => {
  if (wanted.kind !== found.kind) return 'kind';
  if (wanted.bytes !== found.bytes) return 'size';
  if (wanted.sha256 !== found.sha256) return 'content';
  if (wanted.mode !== found.mode) return 'mode';
  return wanted.uid === found.uid && wanted.gid === found.gid ? null : 'owner';
};
