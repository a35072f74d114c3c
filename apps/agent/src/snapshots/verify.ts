import { createReadStream } from 'node:fs';
import { SnapshotDamaged, verifySnapshot } from '@nanoedge/archive';
import { describeError } from '@nanoedge/base';
import type { Digest, SnapshotManifest } from '@nanoedge/protocol';
import { snapshotFailures } from '@nanoedge/words';
import { SnapshotCorrupt } from '../errors.ts';
import { diskProblem, isDiskError } from '../store/disk.ts';

const corrupt = (cause: unknown): SnapshotCorrupt => {
  if (cause instanceof SnapshotDamaged)
    return new SnapshotCorrupt(snapshotFailures.unsound(cause.message), {
      cause,
      word: cause.word,
    });
  const says = isDiskError(cause) ? diskProblem(cause) : describeError(cause);
  return new SnapshotCorrupt(snapshotFailures.unreadable(says), { cause });
};

/**
 * Reads a whole snapshot file and checks every file of it and the SHA-256 of the whole: a byte that
 * flipped is found wherever it is. Throws SnapshotCorrupt, which says what is wrong, or the
 * signal's reason.
 */
export const verifySnapshotFile = async (
  file: string,
  expected: Digest,
  signal?: AbortSignal,
): Promise<SnapshotManifest> => {
  try {
    const check = signal === undefined ? { expected } : { expected, signal };
    return (await verifySnapshot(createReadStream(file), check)).manifest;
  } catch (error) {
    signal?.throwIfAborted();
    throw corrupt(error);
  }
};
