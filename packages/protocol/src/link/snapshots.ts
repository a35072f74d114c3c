import * as z from 'zod/mini';
import {
  DeploymentId,
  DeploymentName,
  DeviceId,
  Digest,
  NanoserviceName,
  RunId,
  SnapshotId,
} from '../ids.ts';
import { Bytes, EpochMs } from '../units.ts';
import { Limits, Release, VolumeSpec } from './desired.ts';

export const SnapshotReason = z.enum(['removal', 'change', 'manual']);
export type SnapshotReason = z.infer<typeof SnapshotReason>;

/**
 * A file, folder, link or pipe (`fifo`) of a volume; `path` is relative to the volume's root, a byte
 * of it that is no UTF-8 is `�` and two digits; `sha256` of files only.
 */
export const SnapshotFile = z.object({
  volume: z.string(),
  path: z.string(),
  kind: z.enum(['file', 'directory', 'symlink', 'fifo']),
  bytes: Bytes,
  mode: z.int(),
  uid: z.int(),
  gid: z.int(),
  sha256: z.nullable(Digest),
});
export type SnapshotFile = z.infer<typeof SnapshotFile>;

/**
 * `manifest.json`, the first entry of a snapshot: a tar compressed with zstd (RFC 8878) whose other
 * entries are `volumes/<volume>/<path>`. `volumesDigest` is `snapshotVolumesText` hashed: the same
 * for the same content, whatever the times. The snapshot's own digest is the SHA-256 of the whole
 * compressed file.
 */
export const SnapshotManifest = z.object({
  format: z.literal(1),
  id: SnapshotId,
  takenAt: EpochMs,
  reason: SnapshotReason,
  run: z.nullable(RunId),
  device: DeviceId,
  deployment: z.object({
    id: DeploymentId,
    name: DeploymentName,
    nanoservice: NanoserviceName,
    release: Release,
    config: z.record(z.string(), z.unknown()),
    port: z.nullable(z.int()),
    limits: Limits,
    volumes: z.array(VolumeSpec),
    change: z.nullable(RunId),
  }),
  /** Labels of the container that was stopped for the snapshot. */
  labels: z.record(z.string(), z.string()),
  files: z.array(SnapshotFile),
  volumesDigest: Digest,
});
export type SnapshotManifest = z.infer<typeof SnapshotManifest>;

/** The text whose SHA-256 is a manifest's `volumesDigest`: one line a file, sorted. */
export const snapshotVolumesText = (files: readonly SnapshotFile[]): string =>
  files
    .map(({ volume, path, kind, bytes, mode, uid, gid, sha256 }) =>
      [volume, path, kind, bytes, mode.toString(8), uid, gid, sha256 ?? '-'].join('\t'),
    )
    .toSorted()
    .join('\n');

/** A snapshot as the device announces and the dashboard stores it. */
export const SnapshotSummary = z.object({ id: SnapshotId, digest: Digest, bytes: Bytes });
export type SnapshotSummary = z.infer<typeof SnapshotSummary>;

/**
 * Answer to `PUT /api/agents/snapshots/{id}` (body: the compressed file; headers as for content,
 * and `x-nanoedge-digest`): what the dashboard read back from its own disk after it had checked
 * every file in it.
 */
export const SnapshotStored = SnapshotSummary;
export type SnapshotStored = z.infer<typeof SnapshotStored>;
