import type { DeploymentId, DeploymentSpec, EpochMs } from '@nanoedge/protocol';

/** What can be done to get from what runs to what should run. A new step does not compile until `execute` can do it. */
export interface StepTable {
  /** Kill and remove; volumes stay. */
  'remove-container': {
    deployment: DeploymentId | null;
    container: string;
    reason: 'orphan' | 'outdated' | 'duplicate' | 'dead';
  };
  /** Stop one that no longer answers; a later plan starts it again. */
  'stop-container': { deployment: DeploymentId; container: string };
  'start-container': { deployment: DeploymentId; container: string };
  'create-container': { deployment: DeploymentId; spec: DeploymentSpec };
  /** Nothing can be done until the image comes. */
  'await-image': { deployment: DeploymentId; image: string };
  /** Its back-off has not passed yet. */
  hold: { deployment: DeploymentId; until: EpochMs };
}

export type StepKind = keyof StepTable;
export type StepOf<K extends StepKind> = { kind: K } & StepTable[K];
export type Step = { [K in StepKind]: StepOf<K> }[StepKind];

/** Whether executing the step changes the engine; the others only say what is waited for. */
export const isAction = (step: Step): boolean => step.kind !== 'await-image' && step.kind !== 'hold';
