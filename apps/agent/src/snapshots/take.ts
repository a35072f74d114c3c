import type { DeploymentSpec, DeviceId, RunId, SnapshotId, SnapshotReason } from '@nanoedge/protocol';
import type { Engine } from '../engine/engine.ts';
import { SnapshotFailed } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import type { KeptSnapshot, SnapshotStore } from './store.ts';

export interface SnapshotRequest {
  engine: Pick<Engine, 'readPath'>;
  store: SnapshotStore;
  clock: Clock;
  device: DeviceId;
  spec: DeploymentSpec;
  /** The stopped container whose volumes are read. */
  container: string;
  labels: Record<string, string>;
  run: RunId | null;
  reason: SnapshotReason;
  snapshotId: SnapshotId;
}

/** Bytes done; the total is null while nobody knows it. */
export type BytesProgress = (bytes: number, totalBytes: number | null) => void;

/** Archives a stopped container's volumes with everything needed to bring them back, reads the file back and checks it, and
 *  only then records it. Throws SnapshotFailed (in words for the admin), EngineUnreachable, or the signal's reason. */
export const takeSnapshot = async (_request: SnapshotRequest, _progress: BytesProgress, _signal: AbortSignal): Promise<KeptSnapshot> => {
  throw new SnapshotFailed('not built yet');
};
