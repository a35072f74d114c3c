import { pipeline, Readable } from 'node:stream';
import type { SnapshotManifest } from '@nanoedge/protocol';
import { snapshotDamage } from '@nanoedge/words';
import { isSafePath } from '../path.ts';
import { gather, readTar, tarTailBytes, type ReadEntry } from '../tar.ts';
import { SnapshotDamaged } from './damaged.ts';
import { oneFrame } from './frame.ts';
import { manifestName, maxContentBytes, maxManifestBytes, readManifest } from './manifest.ts';

/** An entry of a snapshot below `volumes/`. */
export interface SnapshotEntry extends ReadEntry {
  volume: string;
  path: string;
}

const placeOf = ({ name, type }: ReadEntry['header']): { volume: string; path: string } => {
  const plain = type === 'directory' ? name.replace(/\/$/, '') : name;
  const [folder, volume, ...parts] = plain.split('/');
  const path = parts.join('/');
  if (folder !== 'volumes' || volume === undefined || !isSafePath(path))
    throw new SnapshotDamaged('path', snapshotDamage.unsafeEntry(name));
  return { volume, path };
};

interface Decompressed {
  tar: Readable;
  bytes: () => number;
  /** What unpacks to more bytes than this is damaged; nothing beyond them is unpacked. */
  allow: (bytes: number) => void;
}

/** What stands around a file in the tar at most: its header, and its name where that is long. */
const mostAroundFile = 64 * 1024;

/** How many bytes a tar can have that holds these files and nothing else. */
const mostOf = ({ files }: SnapshotManifest, begin: number): number =>
  files.reduce((sum, { bytes }) => sum + bytes + mostAroundFile, begin + mostAroundFile);

const decompress = async (compressed: AsyncIterable<Uint8Array>): Promise<Decompressed> => {
  // Read at first use: an agent that changes nothing needs no decompressor
  const { createZstdDecompress } = await import('node:zlib');
  const decompressor = createZstdDecompress();
  let bytes = 0;
  let most = maxManifestBytes + mostAroundFile;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of decompressor) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      if (bytes > most) throw new SnapshotDamaged('stream', snapshotDamage.unpacksToMore);
      yield piece;
    }
  }
  // What goes wrong comes out at the reading end
  pipeline(Readable.from(oneFrame(compressed)), decompressor, () => undefined);
  const tar = Readable.from(counted(), { objectMode: false });
  tar.on('close', () => decompressor.destroy());
  const allow = (allowed: number): void => {
    most = allowed;
  };
  return { tar, bytes: () => bytes, allow };
};

async function* volumeEntries(
  entries: AsyncIterable<ReadEntry>,
  { begin, bytes }: { begin: number; bytes: () => number },
): AsyncGenerator<SnapshotEntry> {
  let end = begin;
  for await (const entry of entries) {
    end = entry.end;
    yield { ...entry, ...placeOf(entry.header) };
  }
  if (bytes() !== end + tarTailBytes)
    throw new SnapshotDamaged('stream', snapshotDamage.moreBehindEntries);
}

export interface OpenSnapshot {
  manifest: SnapshotManifest;
  /** The other entries as they come. */
  entries: AsyncIterator<SnapshotEntry> & AsyncIterable<SnapshotEntry>;
  close: () => Promise<void>;
}

/**
 * Opens a snapshot. Nothing is checked yet but its form. Throws SnapshotDamaged, the errors of the
 * source, or those of a broken stream (`isBrokenArchive`).
 */
export const openSnapshot = async (source: AsyncIterable<Uint8Array>): Promise<OpenSnapshot> => {
  const { tar, bytes, allow } = await decompress(source);
  const entries = readTar(tar);
  const close = async (): Promise<void> => void (await entries.return(undefined));
  try {
    const first = await entries.next();
    if (first.done === true) throw new SnapshotDamaged('manifest', snapshotDamage.empty);
    const { header, content, end } = first.value;
    if (header.name !== manifestName || header.type !== 'file')
      throw new SnapshotDamaged('manifest', snapshotDamage.begins(header.name, manifestName));
    if (header.size > maxManifestBytes)
      throw new SnapshotDamaged('manifest', snapshotDamage.largeManifest(manifestName));
    const manifest = readManifest((await gather(content)).toString('utf8'));
    const contentBytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    if (contentBytes > maxContentBytes)
      throw new SnapshotDamaged('size', snapshotDamage.largeContent(contentBytes));
    allow(mostOf(manifest, end));
    return { manifest, entries: volumeEntries(entries, { begin: end, bytes }), close };
  } catch (error) {
    await close();
    throw error;
  }
};
