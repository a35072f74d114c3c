import type { Digest, SnapshotFile, SnapshotManifest } from '@nanoedge/protocol';
import { snapshotDamage } from '@nanoedge/words';
import { measure } from '../digest.ts';
import { isBrokenArchive } from '../tar.ts';
import { SnapshotDamaged } from './damaged.ts';
import { entryName, filesOf, manifestName } from './manifest.ts';
import { openSnapshot, type SnapshotEntry } from './open.ts';
import { describeEntry, firstDifference, keyOf, kindOf, type FoundFile } from './volume-entry.ts';

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

export interface SnapshotCheck {
  /** What the whole file must be; left out when nobody has said so. */
  expected?: Digest;
  signal?: AbortSignal;
}

const differs = (wanted: SnapshotFile, found: FoundFile): SnapshotDamaged | null => {
  const name = entryName(wanted);
  const difference = firstDifference(wanted, found);
  switch (difference) {
    case null:
      return null;
    case 'kind':
      return new SnapshotDamaged('kind', snapshotDamage.otherKind(name, wanted.kind));
    case 'size':
      return new SnapshotDamaged('size', snapshotDamage.otherSize(name, found.bytes, wanted.bytes));
    case 'content':
      return new SnapshotDamaged('content', snapshotDamage.otherContent(name));
    case 'mode':
    case 'owner':
      return new SnapshotDamaged('owner', snapshotDamage.otherOwner(name));
  }
};

const checkEntry = async (
  entry: SnapshotEntry,
  missing: Map<string, SnapshotFile>,
): Promise<void> => {
  const { volume, path, header } = entry;
  const name = entryName(entry);
  const wanted = missing.get(keyOf(entry));
  if (wanted === undefined) throw new SnapshotDamaged('unlisted', snapshotDamage.unlisted(name));
  missing.delete(keyOf(entry));
  const kind = kindOf(header);
  if (kind === null) throw new SnapshotDamaged('kind', snapshotDamage.otherKind(name, wanted.kind));
  // What an entry announces is known before any of it is read
  const { mode, uid, gid, size: bytes } = header;
  const announced = differs(wanted, { ...wanted, kind, bytes, mode, uid, gid });
  if (announced !== null) throw announced;
  const { file } = await describeEntry({ volume, path, kind }, entry);
  const found = differs(wanted, file);
  if (found !== null) throw found;
};

const checkContent = async (
  source: AsyncIterable<Uint8Array>,
): Promise<Pick<CheckedSnapshot, 'manifest' | 'contentBytes'>> => {
  let at = manifestName;
  try {
    const { manifest, entries, close } = await openSnapshot(source);
    try {
      const missing = filesOf(manifest);
      for await (const entry of entries) {
        at = entry.header.name;
        await checkEntry(entry, missing);
      }
      const [lost] = missing.values();
      if (lost !== undefined)
        throw new SnapshotDamaged('missing', snapshotDamage.missing(entryName(lost)));
      const contentBytes = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
      return { manifest, contentBytes };
    } finally {
      await close();
    }
  } catch (error) {
    if (!isBrokenArchive(error)) throw error;
    throw new SnapshotDamaged('stream', snapshotDamage.broken(at), { cause: error });
  }
};

/** The source for a reader that stops early: what it leaves is still there to be read. */
const keptOpen = (stream: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({ next: () => stream.next() }),
});

/**
 * Reads a whole snapshot: checks that it has exactly the files of its manifest, each with its size,
 * SHA-256, owner and mode, and that the file is the expected one. Throws SnapshotDamaged, which
 * names the first thing that is wrong, the errors of the source, or the signal's reason. Memory is
 * bounded but for the manifest.
 */
export const verifySnapshot = async (
  compressed: AsyncIterable<Uint8Array>,
  { expected, signal }: SnapshotCheck = {},
): Promise<CheckedSnapshot> => {
  const failures: unknown[] = [];
  async function* guarded(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of compressed) {
        signal?.throwIfAborted();
        yield chunk;
      }
    } catch (error) {
      failures.push(error);
      throw error;
    }
  }
  const { stream, bytes, digest } = measure(guarded());
  try {
    const [found] = await Promise.allSettled([checkContent(keptOpen(stream))]);
    if (failures.length > 0) throw failures[0];
    const damaged =
      found.status === 'rejected' && found.reason instanceof SnapshotDamaged ? found.reason : null;
    if (found.status === 'rejected' && damaged === null) throw found.reason;
    // The digest is of all of it, also of what no reader came to
    while ((await stream.next()).done !== true);
    if (expected !== undefined && digest() !== expected)
      throw new SnapshotDamaged(
        'digest',
        damaged?.message ?? snapshotDamage.otherFile(digest(), expected),
      );
    if (found.status === 'rejected') throw found.reason;
    return { ...found.value, bytes: bytes(), digest: digest() };
  } finally {
    await stream.return(undefined);
  }
};
