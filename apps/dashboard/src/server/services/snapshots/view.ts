import type {
  Bytes,
  DeploymentId,
  DeviceId,
  Digest,
  NanoserviceName,
  RunId,
  SnapshotId,
  SnapshotReason,
} from '@nanoedge/protocol';

/**
 * One stored snapshot. `bytes` compressed, as stored; `contentBytes` the files in it. `storedAt`:
 * when the dashboard had read it back and checked it.
 */
export interface SnapshotView {
  id: SnapshotId;
  device: DeviceId;
  deviceName: string;
  deployment: DeploymentId;
  name: string;
  nanoservice: NanoserviceName;
  version: string;
  imageId: Digest;
  reason: SnapshotReason;
  run: RunId | null;
  takenAt: number;
  storedAt: number;
  bytes: Bytes;
  contentBytes: Bytes;
  files: number;
  digest: Digest;
  volumesDigest: Digest;
  /**
   * Whether a deployment runs under this id and device now: then a restore replaces its volumes.
   */
  inUse: boolean;
  /** Whether the retention rule would delete it at its next round. */
  reclaimable: boolean;
}

/**
 * `keepCount` of each deployment and not older than `keepDays`; the newest of each deployment is
 * kept while the deployment is there.
 */
export interface SnapshotListView {
  snapshots: SnapshotView[];
  retention: { keepCount: number; keepDays: number; version: number };
  totalBytes: Bytes;
  reclaimableBytes: Bytes;
}

export interface SnapshotFileView {
  volume: string;
  path: string;
  kind: 'file' | 'directory' | 'symlink' | 'fifo';
  bytes: number;
  sha256: string | null;
}
export type SnapshotDetailView = SnapshotView & {
  config: Record<string, unknown>;
  fileList: SnapshotFileView[];
};
