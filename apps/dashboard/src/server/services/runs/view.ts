import type {
  Bytes,
  DeploymentId,
  DeviceId,
  NanoserviceName,
  RunId,
  RunStepName,
  RunStepState,
  SnapshotId,
} from '@nanoedge/protocol';
import type { RunKind, RunState } from '../../db/schema/index.ts';

/**
 * Times in epoch ms by the device's clock; `endedAt` null while it goes on. Bytes of steps that
 * move bytes.
 */
export interface RunStepView {
  step: RunStepName;
  state: RunStepState;
  startedAt: number;
  endedAt: number | null;
  bytes: Bytes | null;
  totalBytes: Bytes | null;
  detail: string | null;
}

/** One change on one device, asked for at `requestedAt` (dashboard's clock). */
export interface RunView {
  id: RunId;
  kind: RunKind;
  /** Runs that one click started, such as "terminate all"; null for a single one. */
  batch: string | null;
  device: DeviceId;
  deviceName: string;
  deployment: DeploymentId;
  name: string;
  nanoservice: NanoserviceName;
  /** The release that is wanted, and the one before; null where there is none. */
  version: string | null;
  fromVersion: string | null;
  state: RunState;
  requestedAt: number;
  requestedBy: string;
  finishedAt: number | null;
  steps: RunStepView[];
  /** In plain words, for every outcome but `done`. */
  reason: string | null;
  exitCode: number | null;
  logLines: string[];
  /** The snapshot that the run took. */
  snapshot: SnapshotId | null;
  /**
   * Why the run waits, when it does: "Closet is offline since 10:42; the change will apply when it
   * returns."
   */
  waiting: string | null;
  cancellable: boolean;
  /** Whether `deployments.undo` would bring the deployment back now. */
  undoable: boolean;
  /**
   * Click → first CoAP answer, image brought by this run; null when it was there already or nothing
   * answered.
   */
  deploymentMs: number | null;
  /** Create → first CoAP answer. */
  initiationMs: number | null;
  /** Bytes of image layers that this run brought to the device. */
  sentBytes: Bytes;
}
