import type { Clock } from '@nanoedge/base';
import type { DeploymentId, DeploymentSpec } from '@nanoedge/protocol';
import type { Placement } from '../../engine/container-spec.ts';
import type { ContainerInfo, Engine } from '../../engine/engine.ts';
import type { FactSink } from '../../facts.ts';
import type { ContainerKeys } from '../../store/container-keys.ts';
import type { HealthMonitor } from '../health-monitor.ts';
import type { ImageStaging } from '../image-staging.ts';
import type { Journal } from '../journal.ts';
import type { DeploymentRun, RunLog } from '../run-log.ts';
import type { SnapshotStaging } from '../snapshot-staging.ts';
import type { StatusStore } from '../status-store.ts';
import type { StepKind, StepOf } from '../step.ts';
import type { Target } from '../target.ts';
import type { VolumeStaging } from '../volume-staging.ts';

export interface ExecutorPorts {
  engine: Engine;
  keys: ContainerKeys;
  clock: Clock;
  facts: FactSink;
  status: StatusStore;
  monitor: HealthMonitor;
  journal: Journal;
  runLog: RunLog;
  /** Work beside the plan. */
  staging: { images: ImageStaging; snapshots: SnapshotStaging; volumes: VolumeStaging };
}

/** What one plan was made from. */
export interface Round {
  placement: Placement;
  targets: ReadonlyMap<DeploymentId, Target>;
  containers: ReadonlyMap<string, ContainerInfo>;
}

export type Context = ExecutorPorts & { round: Round };

/** One executor for each step of the table. */
export type Executors<K extends StepKind> = {
  [Kind in K]: (step: StepOf<Kind>, context: Context) => Promise<void>;
};

/** Seconds between SIGTERM and SIGKILL. */
export const graceSeconds = 3;

/** The run that a step is part of; null when it goes back: its steps were told already. */
export const runOf = (deployment: DeploymentId, { round }: Context): DeploymentRun | null => {
  const target = round.targets.get(deployment);
  return target === undefined || target.run === null || target.verdict !== null
    ? null
    : { run: target.run, deployment };
};

export const specFor = (deployment: DeploymentId, { round }: Context): DeploymentSpec | undefined =>
  round.targets.get(deployment)?.spec;

/** The engine was found in another state than we had left it in. */
export const tellDrift = (deployment: DeploymentId, detail: string, context: Context): void => {
  const spec = specFor(deployment, context);
  if (spec === undefined) return;
  context.facts.append({
    type: 'service.drifted',
    at: context.clock.now(),
    detail,
    deployment,
    nanoservice: spec.nanoservice,
  });
};
