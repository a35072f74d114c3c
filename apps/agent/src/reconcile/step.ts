import type { DeploymentId, DeploymentSpec, Release, RestoreSpec, RunId } from '@nanoedge/protocol';

/**
 * What can be done to get from what runs to what should run. A new step does not compile until
 * `execute` can do it.
 */
export interface StepTable {
  /** Kill and remove the container; volumes stay. */
  'remove-container': {
    deployment: DeploymentId | null;
    container: string;
    reason: 'orphan' | 'outdated' | 'duplicate' | 'dead' | 'removal' | 'unstartable';
  };
  /**
   * Stop one that no longer answers, that has a full volume, or that makes room: for a snapshot, a
   * successor, or for good.
   */
  'stop-container': {
    deployment: DeploymentId;
    container: string;
    reason: 'unhealthy' | 'removal' | 'change' | 'full';
  };
  /** A predecessor gives up its name; it stays until its successor has proven itself. */
  'retire-container': { deployment: DeploymentId; container: string; name: string };
  'unpause-container': { deployment: DeploymentId; container: string };
  'start-container': { deployment: DeploymentId; container: string };
  /** Stop for a restart that was asked for; a later plan starts it again. */
  'restart-container': { deployment: DeploymentId; run: RunId; container: string };
  'create-container': { deployment: DeploymentId; spec: DeploymentSpec };
  /**
   * Archive volumes, config and release, check, and store at the dashboard. Without a container to
   * read from one is made.
   */
  'take-snapshot': { deployment: DeploymentId; run: RunId; container: string | null };
  'remove-volumes': { deployment: DeploymentId; run: RunId; volumes: readonly string[] };
  /** Fill the volumes of a container that never ran. */
  'restore-volumes': {
    deployment: DeploymentId;
    run: RunId;
    container: string;
    restore: RestoreSpec;
  };
  'bring-image': { deployment: DeploymentId; release: Release };
  /** Everything that the run asked for holds. */
  'finish-run': { deployment: DeploymentId; run: RunId };
  /** Nothing can be done until the image comes in a way that is not ours. */
  'await-image': { deployment: DeploymentId; image: string };
  /** It runs, but has not proven itself yet. */
  'await-verdict': { deployment: DeploymentId };
  /** Make the device's network anew: nothing starts on the one that is there. */
  'renew-network': { deployment: DeploymentId };
  /** Give up an image that nothing starts from; a later plan brings it again. */
  'discard-image': { deployment: DeploymentId; release: Release };
  /** A volume of it is full: it stays stopped. */
  'hold-full': { deployment: DeploymentId; detail: string };
  /** Its back-off has not passed yet. */
  hold: { deployment: DeploymentId; until: number };
}

export type StepKind = keyof StepTable;
export type StepOf<K extends StepKind> = { kind: K } & StepTable[K];
export type Step = { [K in StepKind]: StepOf<K> }[StepKind];

/**
 * Steps that only say what is waited for, and work that goes on beside the plan until its end
 * makes the next one.
 */
const waiting: ReadonlySet<StepKind> = new Set<StepKind>([
  'await-image',
  'await-verdict',
  'hold',
  'hold-full',
  'bring-image',
  'take-snapshot',
  'restore-volumes',
]);

export const bringKey = (imageId: string): string => `image ${imageId}`;
export const snapshotKey = (run: RunId): string => `snapshot ${run}`;
export const restoreKey = (run: RunId): string => `restore ${run}`;

/** The work beside the plan that a step asks for, by its key. */
export const workOf = (step: Step): string | null => {
  if (step.kind === 'bring-image') return bringKey(step.release.imageId);
  if (step.kind === 'take-snapshot') return snapshotKey(step.run);
  return step.kind === 'restore-volumes' ? restoreKey(step.run) : null;
};

/** Whether executing the step changes the engine before it returns. */
export const isAction = (step: Step): boolean => !waiting.has(step.kind);
