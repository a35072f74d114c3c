import type { Digest, SnapshotManifest } from '@nanoedge/protocol';
import { SnapshotCorrupt } from '../errors.ts';

/** Reads a whole snapshot and checks every file of it. Throws SnapshotCorrupt, which says what is wrong. */
export const verifySnapshot = async (_file: string, _expected: Digest, _signal?: AbortSignal): Promise<SnapshotManifest> => {
  throw new SnapshotCorrupt('not built yet');
};
