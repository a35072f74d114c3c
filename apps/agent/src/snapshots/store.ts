import type { DatabaseSync } from 'node:sqlite';
import type { DeploymentId, Digest, EpochMs, RunId, SnapshotId } from '@nanoedge/protocol';

/** What the list needs to know of a snapshot without opening it. */
export interface ManifestSummary {
  name: string;
  version: string;
  files: number;
  volumesDigest: Digest;
}

/** A whole, verified snapshot in the device's own folder. */
export interface KeptSnapshot {
  id: SnapshotId;
  deployment: DeploymentId;
  run: RunId | null;
  digest: Digest;
  bytes: number;
  takenAt: EpochMs;
  /** Whether the dashboard has it too. */
  stored: boolean;
  summary: ManifestSummary;
}

/** The device's snapshots: files in a folder, and a row for each that is whole. */
export class SnapshotStore {
  readonly #folder: string;
  readonly #database: DatabaseSync;

  constructor(folder: string, database: DatabaseSync) {
    this.#folder = folder;
    this.#database = database;
  }

  /** Newest first. */
  list(): KeptSnapshot[] {
    throw new Error(`${this.#folder} ${String(this.#database)}`);
  }

  get(_id: SnapshotId): KeptSnapshot | null {
    throw new Error('later');
  }

  /** The file of a snapshot, there or not. */
  file(id: SnapshotId): string {
    return `${this.#folder}/${id}.tar.zst`;
  }

  markStored(_id: SnapshotId): void {}

  /** Deletes all but the newest `count` of each deployment, never those that the dashboard does not have. */
  async keepNewest(_count: number): Promise<void> {}

  totals(): { count: number; bytes: number } {
    return { count: 0, bytes: 0 };
  }

  /** Deletes what a crash left half-written; only at start. Harmless when the folder cannot be read. */
  async sweep(): Promise<void> {}
}
