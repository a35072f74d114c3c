import { digestOf } from '@nanoedge/archive';
import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import {
  Digest,
  InvalidMessage,
  parse,
  parseJson,
  type SnapshotFile,
  SnapshotManifest,
  snapshotVolumesText,
} from '@nanoedge/protocol';
import { bytesOf, isDamage, tarEntries } from '../tar.ts';
import { DamagedSnapshot, entriesOf, isFrame } from './contents.ts';

const maxManifestBytes = 64 * 1024 * 1024;

/**
 * What a snapshot's file was found to be: `digest` and `bytes` of the compressed file,
 * `contentBytes` of the files in it.
 */
export interface CheckedSnapshot {
  manifest: SnapshotManifest;
  digest: Digest;
  bytes: number;
  contentBytes: number;
}

interface Header {
  name: string;
  type: string | null | undefined;
  size: number;
  mode: number;
  uid: number;
  gid: number;
}
interface Reading {
  manifest: SnapshotManifest;
  missing: Map<string, SnapshotFile>;
}

const kinds = new Map([
  ['file', 'file'],
  ['contiguous-file', 'file'],
  ['directory', 'directory'],
  ['symlink', 'symlink'],
]);

const readManifest = async (header: Header, content: AsyncIterable<unknown>): Promise<Reading> => {
  if (header.name !== 'manifest.json')
    throw new DamagedSnapshot(`It begins with “${header.name}” instead of “manifest.json”.`);
  if (header.size > maxManifestBytes) throw new DamagedSnapshot('“manifest.json” is too large.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytesOf(content)) chunks.push(chunk);
  const manifest = parseJson(
    SnapshotManifest,
    Buffer.concat(chunks).toString('utf8'),
    'manifest.json',
  );
  if (digestOf(snapshotVolumesText(manifest.files)) !== manifest.volumesDigest)
    throw new DamagedSnapshot(
      '“manifest.json” is damaged: its list of files does not have the SHA-256 that it names.',
    );
  return { manifest, missing: entriesOf(manifest) };
};

const checkEntry = async (
  { manifest, missing }: Reading,
  header: Header,
  content: AsyncIterable<unknown>,
): Promise<void> => {
  const name = header.name.replace(/\/+$/, '');
  const kind = kinds.get(header.type ?? '');
  const listed = missing.get(name);
  if (listed === undefined) {
    if (kind === 'directory' && isFrame(name, manifest)) return;
    throw new DamagedSnapshot(`“${name}” is not in the manifest, or there twice.`);
  }
  missing.delete(name);
  if (kind !== listed.kind)
    throw new DamagedSnapshot(`“${name}” is not the ${listed.kind} that the manifest names.`);
  if (
    (header.mode & 0o7777) !== (listed.mode & 0o7777) ||
    header.uid !== listed.uid ||
    header.gid !== listed.gid
  )
    throw new DamagedSnapshot(`“${name}” has another owner or mode than the manifest names.`);
  if (kind !== 'file') return;
  if (header.size !== listed.bytes)
    throw new DamagedSnapshot(
      `“${name}” is damaged: it has ${String(header.size)} bytes instead of ${String(listed.bytes)}.`,
    );
  const hash = createHash('sha256');
  for await (const chunk of bytesOf(content)) hash.update(chunk);
  if (`sha256:${hash.digest('hex')}` !== listed.sha256)
    throw new DamagedSnapshot(`“${name}” is damaged: its SHA-256 is not the one in the manifest.`);
};

const checkAll = async (
  tar: AsyncIterable<Uint8Array>,
): Promise<{ manifest: SnapshotManifest; contentBytes: number }> => {
  let reading: Reading | null = null;
  let at = 'manifest.json';
  try {
    for await (const entry of tarEntries(tar)) {
      at = entry.header.name;
      if (reading === null) reading = await readManifest(entry.header, entry);
      else await checkEntry(reading, entry.header, entry);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof InvalidMessage) throw new DamagedSnapshot(error.message);
    if (!isDamage(error)) throw error;
    throw new DamagedSnapshot(`It is damaged or cut short at or after “${at}”.`);
  }
  if (reading === null) throw new DamagedSnapshot('It is empty.');
  const [lost] = reading.missing.keys();
  if (lost !== undefined) throw new DamagedSnapshot(`“${lost}” is missing.`);
  return {
    manifest: reading.manifest,
    contentBytes: reading.manifest.files.reduce((sum, file) => sum + file.bytes, 0),
  };
};

/**
 * Reads a whole snapshot: decompresses it and checks that it has exactly the files of its manifest,
 * each with its size and SHA-256. Throws DamagedSnapshot, which names the first thing that is
 * wrong. Bounded memory, but for the manifest.
 */
export const verifySnapshot = async (
  compressed: AsyncIterable<Uint8Array>,
): Promise<CheckedSnapshot> => {
  const hash = createHash('sha256');
  let bytes = 0;
  const tapped = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of compressed) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  const found = await checkAll(
    pipeline(Readable.from(tapped()), createZstdDecompress(), () => undefined),
  );
  return { ...found, bytes, digest: parse(Digest, `sha256:${hash.digest('hex')}`, 'digest') };
};
