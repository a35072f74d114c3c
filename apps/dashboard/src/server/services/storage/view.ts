import type { Bytes, OutboxReport } from '@nanoedge/protocol';
import type { Forgotten, HistoryKept } from '../housekeeping-port.ts';

/** What takes room in the database. */
export type StoredKind =
  | 'events'
  | 'journeys'
  | 'audit'
  | 'runs'
  | 'attendance'
  | 'meetings'
  | 'snapshots'
  | 'rest';

export interface StoredKindView {
  kind: StoredKind;
  /** With its indexes. */
  bytes: Bytes;
  /** As the database last counted; null while it did not. */
  rows: number | null;
  /** When the oldest of it came (epoch ms); null when there is none, or nobody needs to know. */
  oldest: number | null;
}

/** What takes room as files beside the database. */
export interface StoredFilesView {
  kind: 'content' | 'images' | 'snapshots' | 'logs';
  bytes: Bytes;
  /** What all of it may take; null: without a bound. */
  limit: Bytes | null;
  files: number;
}

/** What waits on a device; `outbox` and `at` are null where it never said so. */
export interface WaitingView {
  device: string;
  name: string;
  outbox: OutboxReport | null;
  /** When it said so, epoch ms. */
  at: number | null;
}

/** What takes how much room, and how long each kind is kept. */
export interface StorageView {
  /** Epoch ms. */
  at: number;
  database: { bytes: Bytes; kinds: StoredKindView[] };
  files: StoredFilesView[];
  /** Of the file system that holds all this. */
  disk: { freeBytes: Bytes; totalBytes: Bytes };
  devices: WaitingView[];
  kept: HistoryKept;
  /** The last round that deleted what is beyond that; null before the first since the start. */
  lastRound: { at: number; gone: Forgotten } | null;
}
