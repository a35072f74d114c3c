import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Bytes, parseJson, SnapshotManifest, type Digest } from '@nanoedge/protocol';
import { gather, packTar, readTar, type ReadEntry, type TarEntry } from '../../engine/tar.ts';
import { SnapshotCorrupt } from '../../errors.ts';
import type { Spool } from './spool.ts';
import { digestOf, isSafePath, plainName } from './volume-file.ts';

const manifestName = 'manifest.json';

/** A manifest is read into memory; one that is longer is not ours. */
const manifestLimit = 64 * 1024 * 1024;

function* entriesOf(manifest: SnapshotManifest, spool: Spool): Generator<TarEntry> {
  const text = Buffer.from(JSON.stringify(manifest));
  yield {
    header: {
      name: manifestName,
      type: 'file',
      size: text.length,
      mode: 0o600,
      mtime: new Date(manifest.takenAt),
    },
    content: [text],
  };
  for (const spooled of spool.files) {
    const { volume, path, kind, bytes, mode, uid, gid } = spooled.file;
    const header = {
      name: `volumes/${volume}/${path}`,
      type: kind,
      size: bytes,
      mode,
      uid,
      gid,
      mtime: spooled.mtime,
    };
    yield {
      header: spooled.target === null ? header : { ...header, linkname: spooled.target },
      ...(kind === 'file' ? { content: spool.read(spooled) } : {}),
    };
  }
}

/** Writes a snapshot file, which is on the disk when this resolves. */
export const writeArchive = async (
  file: string,
  content: { manifest: SnapshotManifest; spool: Spool },
  signal: AbortSignal,
): Promise<{ digest: Digest; bytes: Bytes }> => {
  // read at first use: an agent that changes nothing needs no compressor
  const { constants, createZstdCompress } = await import('node:zlib');
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const disk = createWriteStream(file, { flags: 'w', mode: 0o600, flush: true });
  await pipeline(packTar(entriesOf(content.manifest, content.spool)), compress, measure, disk, {
    signal,
  });
  return { digest: digestOf(hash.digest('hex')), bytes: Bytes.parse(bytes) };
};

const decompressed = async (file: string): Promise<Readable> => {
  const { createZstdDecompress } = await import('node:zlib');
  const decompress = createZstdDecompress();
  // what goes wrong comes out at the reading end
  pipeline(createReadStream(file), decompress).catch(() => undefined);
  return decompress;
};

/** An entry of a snapshot below `volumes/`. */
export interface ArchiveEntry extends ReadEntry {
  volume: string;
  path: string;
}

const place = (name: string): { volume: string; path: string } => {
  const [folder, volume, ...parts] = plainName(name).split('/');
  const path = parts.join('/');
  if (folder !== 'volumes' || volume === undefined || !isSafePath(path))
    throw new SnapshotCorrupt(`the snapshot has no place for ${name}`);
  return { volume, path };
};

async function* volumeEntries(entries: AsyncIterable<ReadEntry>): AsyncGenerator<ArchiveEntry> {
  for await (const entry of entries) yield { ...entry, ...place(entry.header.name) };
}

export interface OpenArchive {
  manifest: SnapshotManifest;
  /** The other entries as they come. */
  entries: AsyncIterator<ArchiveEntry> & AsyncIterable<ArchiveEntry>;
  close: () => Promise<void>;
}

/**
 * Opens a snapshot file. Nothing is checked yet but its form. Throws SnapshotCorrupt, or the
 * library's errors for a broken stream.
 */
export const openArchive = async (file: string): Promise<OpenArchive> => {
  const entries = readTar(await decompressed(file));
  const close = async (): Promise<void> => void (await entries.return(undefined));
  try {
    const first = await entries.next();
    if (
      first.done === true ||
      first.value.header.name !== manifestName ||
      first.value.header.size > manifestLimit
    ) {
      throw new SnapshotCorrupt('the snapshot does not begin with its manifest');
    }
    const text = (await gather(first.value.content)).toString('utf8');
    return {
      manifest: parseJson(SnapshotManifest, text, manifestName),
      entries: volumeEntries(entries),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
