import { createHash } from 'node:crypto';
import type { Header } from 'tar-stream';
import { Bytes, Digest, snapshotVolumesText, type SnapshotFile } from '@nanoedge/protocol';
import type { ReadEntry } from '../../engine/tar.ts';

/** A file, folder or link of a volume, with what its manifest entry does not say. */
export interface VolumeFile {
  file: SnapshotFile;
  mtime: Date;
  /** Where a link points. */
  target: string | null;
}

export const digestOf = (hex: string): Digest => Digest.parse(`sha256:${hex}`);

export const volumesDigest = (files: readonly SnapshotFile[]): Digest =>
  digestOf(createHash('sha256').update(snapshotVolumesText(files)).digest('hex'));

/** The name of a tar's entry without `./` before and `/` behind; empty for the folder itself. */
export const plainName = (name: string): string =>
  name
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');

/** Whether a relative path stays where it starts. */
export const isSafePath = (path: string): boolean =>
  path !== '' &&
  !path.includes('\0') &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

export const keyOf = ({ volume, path }: { volume: string; path: string }): string =>
  `${volume}/${path}`;

const kinds: readonly SnapshotFile['kind'][] = ['file', 'directory', 'symlink'];

/**
 * The kind in a snapshot's words; null for what a snapshot does not hold (pipes, devices and hard
 * links).
 */
export const kindOf = (header: Header): SnapshotFile['kind'] | null =>
  kinds.find((kind) => kind === header.type) ?? null;

/** Describes an entry and reads its content, which goes to `onChunk` as well. */
export const describeEntry = async (
  place: { volume: string; path: string; kind: SnapshotFile['kind'] },
  { header, content }: ReadEntry,
  onChunk: (chunk: Buffer) => Promise<void> | void,
): Promise<VolumeFile> => {
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
      sha256: place.kind === 'file' ? digestOf(hash.digest('hex')) : null,
    },
    mtime: header.mtime,
    target: place.kind === 'symlink' ? header.linkname : null,
  };
};

/** What differs between two descriptions of one file, in words; null when nothing does. */
export const difference = (wanted: SnapshotFile, found: SnapshotFile): string | null => {
  if (wanted.kind !== found.kind) return `is a ${found.kind}, not a ${wanted.kind}`;
  if (wanted.bytes !== found.bytes) return `has ${found.bytes} bytes, not ${wanted.bytes}`;
  if (wanted.sha256 !== found.sha256) return 'holds other bytes than it should';
  if (wanted.mode !== found.mode)
    return `has mode ${found.mode.toString(8)}, not ${wanted.mode.toString(8)}`;
  if (wanted.uid !== found.uid || wanted.gid !== found.gid) {
    return `belongs to ${found.uid}:${found.gid}, not to ${wanted.uid}:${wanted.gid}`;
  }
  return null;
};
