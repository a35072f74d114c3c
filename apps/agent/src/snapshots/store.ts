import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import * as z from 'zod/mini';
import {
  Bytes,
  DeploymentId,
  Digest,
  EpochMs,
  parseJson,
  RunId,
  SnapshotId,
  type SnapshotManifest,
} from '@nanoedge/protocol';

/** What a list needs to know of a snapshot without opening it. */
const ManifestSummary = z.object({
  name: z.string(),
  version: z.string(),
  files: z.int(),
  volumesDigest: Digest,
});

const Row = z.object({
  id: SnapshotId,
  deployment: DeploymentId,
  run: z.nullable(RunId),
  digest: Digest,
  bytes: Bytes,
  taken_at: EpochMs,
  stored: z.int(),
  summary: z.string(),
});

/** A whole, verified snapshot in the device's own folder. */
export interface KeptSnapshot {
  id: SnapshotId;
  deployment: DeploymentId;
  run: RunId | null;
  digest: Digest;
  bytes: Bytes;
  takenAt: EpochMs;
  /** Whether the dashboard has it too. */
  stored: boolean;
  summary: z.infer<typeof ManifestSummary>;
}

const fromRow = (row: Record<string, SQLOutputValue>): KeptSnapshot => {
  const { taken_at, stored, summary, ...rest } = Row.parse(row);
  return {
    ...rest,
    takenAt: taken_at,
    stored: stored === 1,
    summary: parseJson(ManifestSummary, summary, 'snapshot summary'),
  };
};

export const summaryOf = ({
  deployment,
  files,
  volumesDigest,
}: SnapshotManifest): KeptSnapshot['summary'] => ({
  name: deployment.name,
  version: deployment.release.version,
  files: files.length,
  volumesDigest,
});

const suffix = '.tar.zst';

/**
 * The device's snapshots: a file each, and a row for each file that is whole. The row comes last
 * and goes first: whatever ends the process, a row has its file, and a file without a row is swept
 * at the next start.
 */
export class SnapshotStore {
  readonly #folder: string;
  readonly #database: DatabaseSync;

  constructor(folder: string, database: DatabaseSync) {
    this.#folder = folder;
    this.#database = database;
  }

  /** Newest first. */
  list(): KeptSnapshot[] {
    return this.#database
      .prepare('SELECT * FROM snapshots ORDER BY taken_at DESC, id DESC')
      .all()
      .map(fromRow);
  }

  get(id: SnapshotId): KeptSnapshot | null {
    const row = this.#database.prepare('SELECT * FROM snapshots WHERE id = ?').get(id);
    return row === undefined ? null : fromRow(row);
  }

  totals(): { count: number; bytes: Bytes } {
    const row = this.#database
      .prepare('SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM snapshots')
      .get();
    return { count: Number(row?.['count'] ?? 0), bytes: Bytes.parse(row?.['bytes'] ?? 0) };
  }

  /** The file of a snapshot, there or not. */
  file(id: SnapshotId): string {
    return join(this.#folder, `${id}${suffix}`);
  }

  /**
   * Where a file is written before it is whole; makes the folder. `part` tells several files of one
   * snapshot apart.
   */
  async temporary(id: SnapshotId, part: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    return join(this.#folder, `${id}.${part}.tmp`);
  }

  /** Takes a whole file, which is on the disk already, into the store. */
  async keep(temporary: string, snapshot: KeptSnapshot): Promise<void> {
    await rename(temporary, this.file(snapshot.id));
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    const { id, deployment, run, digest, bytes, takenAt, stored, summary } = snapshot;
    this.#database
      .prepare(
        'INSERT OR REPLACE INTO snapshots (id, deployment, run, digest, bytes, taken_at, stored, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(id, deployment, run, digest, bytes, takenAt, stored ? 1 : 0, JSON.stringify(summary));
  }

  markStored(id: SnapshotId): void {
    this.#database.prepare('UPDATE snapshots SET stored = 1 WHERE id = ?').run(id);
  }

  async remove(id: SnapshotId): Promise<void> {
    this.#database.prepare('DELETE FROM snapshots WHERE id = ?').run(id);
    await rm(this.file(id), { force: true });
  }

  /**
   * Deletes all but the newest `count` of each deployment, never those that the dashboard does not
   * have.
   */
  async keepNewest(count: number): Promise<void> {
    const seen = new Map<DeploymentId, number>();
    for (const { id, deployment, stored } of this.list()) {
      const newer = seen.get(deployment) ?? 0;
      seen.set(deployment, newer + 1);
      if (newer >= count && stored) await this.remove(id);
    }
  }

  /**
   * Deletes what a crash left half-written, and rows whose file somebody took away; only at start.
   * Leaves everything as it is when the folder cannot be read.
   */
  async sweep(): Promise<void> {
    // A folder that cannot be read is as good as empty here: nothing may be deleted then.
    const names = await readdir(this.#folder).catch(() => null);
    if (names === null) return;
    const rows = new Set(this.list().map(({ id }) => `${id}${suffix}`));
    await Promise.all(
      names
        .filter((name) => !rows.has(name))
        .map(async (name) => rm(join(this.#folder, name), { force: true })),
    );
    for (const { id } of this.list()) if (!names.includes(`${id}${suffix}`)) await this.remove(id);
  }
}
