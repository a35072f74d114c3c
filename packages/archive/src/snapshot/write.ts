import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Bytes, type Digest, type SnapshotManifest } from '@nanoedge/protocol';
import { digestOfHex } from '../digest.ts';
import { packTar, type Content, type TarEntry } from '../tar.ts';
import { entryName, manifestName } from './manifest.ts';
import type { VolumeEntry } from './volume-entry.ts';

export interface SnapshotContent {
  manifest: SnapshotManifest;
  /** What the manifest lists, in its order; each is read when its turn comes. */
  entries: Iterable<VolumeEntry & { content: Content }>;
}

const manifestEntry = (manifest: SnapshotManifest): TarEntry => {
  const text = Buffer.from(JSON.stringify(manifest));
  const mtime = new Date(manifest.takenAt);
  return {
    header: { name: manifestName, type: 'file', size: text.length, mode: 0o600, mtime },
    content: [text],
  };
};

function* tarEntries({ manifest, entries }: SnapshotContent): Generator<TarEntry> {
  yield manifestEntry(manifest);
  for (const { file, target, mtime, content } of entries) {
    const { kind: type, bytes: size, mode, uid, gid } = file;
    const header = { name: entryName(file), type, size, mode, uid, gid, mtime };
    yield {
      header: target === null ? header : { ...header, linkname: target },
      ...(type === 'file' ? { content } : {}),
    };
  }
}

/** Writes a snapshot file, which is on the disk when this resolves. */
export const writeSnapshot = async (
  file: string,
  content: SnapshotContent,
  signal: AbortSignal,
): Promise<{ digest: Digest; bytes: Bytes }> => {
  // Read at first use: an agent that changes nothing needs no compressor
  const { constants, createZstdCompress } = await import('node:zlib');
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const hash = createHash('sha256');
  let bytes = 0;
  const disk = createWriteStream(file, { flags: 'w', mode: 0o600, flush: true });
  const counter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(packTar(tarEntries(content)), compress, counter, disk, { signal });
  return { digest: digestOfHex(hash.digest('hex')), bytes: Bytes.parse(bytes) };
};
