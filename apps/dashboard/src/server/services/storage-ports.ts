import type { ReadStream } from 'node:fs';
import type { Digest, SnapshotId } from '@nanoedge/protocol';

/** Bytes that were written aside: not yet under a name that anybody reads. */
export interface Aside {
  file: string;
  digest: Digest;
  bytes: number;
}

/** First and last byte, both included, as in a Range header. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Deletes what `named` does not name, unless it was kept after `before` (epoch ms): its row may
 * still be on its way.
 */
type Prune = (
  named: ReadonlySet<Digest>,
  before: number,
) => Promise<{ removed: number; bytes: number }>;

/** Content of meetings by its digest. What is there is whole. */
export interface BlobStore {
  /** Writes aside and brings the bytes to the disk; `keep` or `discard` it afterwards. */
  receive: (source: AsyncIterable<Uint8Array>) => Promise<Aside>;
  keep: (blob: Aside) => Promise<void>;
  discard: (blob: Aside) => Promise<void>;
  /** Stores a text of our own making. */
  putText: (text: string) => Promise<Digest>;
  has: (digest: Digest) => Promise<boolean>;
  /** As `has`; what is there counts as kept just now, so that `prune` leaves it. */
  hold: (digest: Digest) => Promise<boolean>;
  prune: Prune;
  read: (digest: Digest) => ReadStream;
}

/** A folder of its own for one import. `close` removes what was not kept. */
export interface ImportFolder {
  write: (source: AsyncIterable<Uint8Array>) => Promise<Aside>;
  /** What the store has already, as if it came now; null when it has not. */
  reuse: (digest: Digest) => Promise<Aside | null>;
  keep: (file: Aside) => Promise<void>;
  close: () => Promise<void>;
}

/** Configs and uncompressed layers of images by their digests. What is there is whole. */
export interface ImageStore {
  importFolder: () => ImportFolder;
  /** Null when there is no such blob. */
  size: (digest: Digest) => Promise<number | null>;
  read: (digest: Digest, range?: ByteRange) => ReadStream;
  prune: Prune;
}

/** So many files of so many bytes. */
export interface Usage {
  files: number;
  bytes: number;
}

/** What the dashboard's folder takes of its disk. */
export interface DiskUsage {
  folders: () => Promise<Record<'content' | 'images' | 'snapshots' | 'logs', Usage>>;
  room: () => Promise<{ freeBytes: number; totalBytes: number }>;
}

/** Whole snapshots by their ids. What cannot be stored is refused in words (507). */
export interface SnapshotFiles {
  /** Writes aside and brings the bytes to the disk; `keep` or `discard` it afterwards. */
  receive: (source: AsyncIterable<Uint8Array>) => Promise<Aside>;
  keep: (file: Aside, id: SnapshotId) => Promise<void>;
  discard: (file: Aside) => Promise<void>;
  /** Null when there is no such file. */
  size: (id: SnapshotId) => Promise<number | null>;
  read: (id: SnapshotId) => ReadStream;
  readAside: (file: Aside) => ReadStream;
  remove: (id: SnapshotId) => Promise<void>;
  /** Every file that is there, with the time (epoch ms) at which it was written. */
  list: () => Promise<{ id: SnapshotId; at: number; bytes: number }[]>;
}
