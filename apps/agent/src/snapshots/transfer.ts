import type { DeviceId, RestoreSpec, SnapshotManifest } from '@nanoedge/protocol';
import { SnapshotFailed } from '../errors.ts';
import type { Identity } from '../store/identity.ts';
import type { Clock } from '../time/clock.ts';
import type { KeptSnapshot, SnapshotStore } from './store.ts';
import type { BytesProgress } from './take.ts';

export interface SnapshotTransferPorts {
  store: SnapshotStore;
  dashboardUrl: string;
  device: DeviceId;
  identity: Pick<Identity, 'sign'>;
  clock: Clock;
}

/** Moves snapshots between this device and the dashboard. */
export class SnapshotTransfer {
  readonly #ports: SnapshotTransferPorts;

  constructor(ports: SnapshotTransferPorts) {
    this.#ports = ports;
  }

  /** Sends a snapshot and marks it stored once the dashboard has read the same back. Throws DashboardUnreachable
   *  (retryable), LinkRefused, or SnapshotFailed. */
  async store(_snapshot: KeptSnapshot, _progress: BytesProgress, _signal: AbortSignal): Promise<void> {
    throw new SnapshotFailed(`not built yet ${this.#ports.device}`);
  }

  /** A verified local file of a snapshot; from the dashboard unless it is here. Throws DashboardUnreachable (retryable),
   *  LinkRefused, SnapshotCorrupt, SnapshotFailed (the disk). */
  async fetch(_wanted: RestoreSpec, _progress: BytesProgress, _signal: AbortSignal): Promise<{ file: string; manifest: SnapshotManifest }> {
    throw new SnapshotFailed('not built yet');
  }
}
