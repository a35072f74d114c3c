import type { DeploymentSpec, SnapshotManifest } from '@nanoedge/protocol';
import type { Engine } from '../engine/engine.ts';
import { RestoreFailed } from '../errors.ts';
import type { BytesProgress } from './take.ts';

export interface RestoreRequest {
  engine: Pick<Engine, 'readPath' | 'writePath'>;
  /** Created, not started yet, with fresh volumes. */
  container: string;
  spec: Pick<DeploymentSpec, 'volumes'>;
  /** A verified snapshot and its manifest. */
  file: string;
  manifest: SnapshotManifest;
}

/** Fills a container's volumes from a snapshot, then reads them back and compares. Volumes that the snapshot does not have
 *  stay as they are. Throws RestoreFailed, EngineRefused, EngineUnreachable, or the signal's reason. */
export const restoreVolumes = async (_request: RestoreRequest, _progress: BytesProgress, _signal: AbortSignal): Promise<void> => {
  throw new RestoreFailed('not built yet');
};
