import { pipeline, Readable } from 'node:stream';
import type { SnapshotManifest } from '@nanoedge/protocol';
import { snapshotDamage } from '@nanoedge/words';
import { isSafePath } from '../path.ts';
import { gather, readTar, tarTailBytes, type ReadEntry } from '../tar.ts';
import { SnapshotDamaged } from './damaged.ts';
import { oneFrame } from './frame.ts';
import { manifestName, maxManifestBytes, readManifest } from './manifest.ts';

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
}

const decompress = async (compressed: AsyncIterable<Uint8Array>): Promise<Decompressed> => {
  // Read at first use: an agent that changes nothing needs no decompressor
  const { createZstdDecompress } = await import('node:zlib');
  const decompressor = createZstdDecompress();
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of decompressor) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      yield piece;
    }
  }
  // What goes wrong comes out at the reading end
  pipeline(Readable.from(oneFrame(compressed)), decompressor, () => undefined);
  const tar = Readable.from(counted(), { objectMode: false });
  tar.on('close', () => decompressor.destroy());
  return { tar, bytes: () => bytes };
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
  const { tar, bytes } = await decompress(source);
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
    return { manifest, entries: volumeEntries(entries, { begin: end, bytes }), close };
  } catch (error) {
    await close();
    throw error;
  }
};
