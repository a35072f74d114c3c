import type { DeploymentId } from '@nanoedge/protocol';
import type { ContainerInfo } from '../engine/engine.ts';
import { isImageOf } from '../engine/image-identity.ts';
import { stepsToMend } from './mend.ts';
import type { Remedy } from './remedy.ts';
import type { Target } from './target.ts';
import { stepsWhileFull } from './full.ts';
import type { Step, StepTable } from './step.ts';

export interface Current {
  device: string;
  containers: readonly ContainerInfo[];
  /** Ids of the wanted images that the engine has. */
  images: ReadonlySet<string>;
  /** The device's volumes on the engine, and the name of the deployment that each was made for. */
  volumes: ReadonlyMap<string, string | null>;
  /** Containers that run but do not answer any more. */
  unhealthy: ReadonlySet<string>;
  /**
   * Containers that have answered since their start, and those that stayed healthy for the time of
   * probation after it.
   */
  answered: ReadonlySet<string>;
  steady: ReadonlySet<string>;
  /** Deployments whose back-off has not passed: not before, on the monotonic clock. */
  held: ReadonlyMap<DeploymentId, number>;
  /** What has to be replaced, because the engine refused to start it again and again. */
  remedies: ReadonlyMap<DeploymentId, Remedy>;
  /** Deployments with a full volume, and what is said of that. */
  full: ReadonlyMap<DeploymentId, string>;
}

const rank = (container: ContainerInfo): number =>
  container.state === 'running' ? 0 : container.state === 'dead' ? 2 : 1;

const runs = ({ state }: ContainerInfo): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting';

const isCurrent = (container: ContainerInfo, target: Target): boolean =>
  container.spec === target.hash && isImageOf(target.spec.release, container.imageId);

const remove = (
  container: ContainerInfo,
  reason: StepTable['remove-container']['reason'],
): Step => ({
  kind: 'remove-container',
  deployment: container.deployment,
  container: container.id,
  reason,
});

const stop = (
  deployment: DeploymentId,
  container: ContainerInfo,
  reason: StepTable['stop-container']['reason'],
): Step => ({
  kind: 'stop-container',
  deployment,
  container: container.id,
  reason,
});

const holdOr = (target: Target, current: Current, step: Step): Step => {
  const deployment = target.spec.id;
  const until = current.held.get(deployment);
  return until === undefined ? step : { kind: 'hold', deployment, until };
};

const volumesOf = (target: Target, current: Current): string[] =>
  target.volumes.filter((name) => {
    const owner = current.volumes.get(name);
    return owner === null || owner === target.spec.name;
  });

/** Whether there is anything on the engine that a snapshot could keep. */
const holdsSomething = (
  target: Target,
  mine: readonly ContainerInfo[],
  current: Current,
): boolean => mine.length > 0 || volumesOf(target, current).length > 0;

/**
 * What writes to volumes, or shall go, is stopped, then read; what comes after waits until the
 * snapshot is stored.
 */
const snapshotFirst = (
  target: Target,
  mine: readonly ContainerInfo[],
  reason: 'removal' | 'change',
): Step[] => {
  const deployment = target.spec.id;
  if (target.run === null) return [];
  const container = mine
    .toSorted((a, b) => rank(a) - rank(b))
    .find(({ state }) => state !== 'dead' && state !== 'removing');
  const mustStop = reason === 'removal' || target.volumes.length > 0;
  return [
    ...mine
      .filter((found) => mustStop && runs(found))
      .map((running) => stop(deployment, running, reason)),
    { kind: 'take-snapshot', deployment, run: target.run, container: container?.id ?? null },
  ];
};

const stepsForRemoval = (
  target: Target,
  mine: readonly ContainerInfo[],
  current: Current,
): Step[] => {
  const deployment = target.spec.id;
  if (target.run === null) return [];
  if (target.snapshot && holdsSomething(target, mine, current))
    return snapshotFirst(target, mine, 'removal');
  const volumes = volumesOf(target, current);
  return [
    ...mine.filter(runs).map((running) => stop(deployment, running, 'removal')),
    ...mine.map((container) => remove(container, 'removal')),
    ...(volumes.length === 0
      ? []
      : [{ kind: 'remove-volumes', deployment, run: target.run, volumes } as const]),
    { kind: 'finish-run', deployment, run: target.run },
  ];
};

/**
 * The volumes are replaced: nothing of the deployment may be left but a fresh container with empty
 * ones.
 */
const stepsForRestore = (
  { target, restore }: { target: Target; restore: NonNullable<Target['restore']> },
  mine: readonly ContainerInfo[],
  current: Current,
): Step[] => {
  const deployment = target.spec.id;
  const fresh = mine.find(
    (container) => isCurrent(container, target) && container.state === 'created',
  );
  const others = mine.filter((container) => container !== fresh);
  if (fresh !== undefined && others.length === 0) {
    return [
      {
        kind: 'restore-volumes',
        deployment,
        run: restore.run,
        container: fresh.id,
        restore: restore.spec,
      },
    ];
  }
  const volumes = volumesOf(target, current);
  return [
    ...mine.filter(runs).map((running) => stop(deployment, running, 'change')),
    ...mine.map((container) => remove(container, 'outdated')),
    ...(volumes.length === 0
      ? []
      : [{ kind: 'remove-volumes', deployment, run: restore.run, volumes } as const]),
    { kind: 'create-container', deployment, spec: target.spec },
  ];
};

const stepsForKept = (kept: ContainerInfo, target: Target, current: Current): Step[] => {
  const deployment = target.spec.id;
  switch (kept.state) {
    case 'running':
      if (current.unhealthy.has(kept.id)) return [stop(deployment, kept, 'unhealthy')];
      if (target.restart && target.run !== null)
        return [{ kind: 'restart-container', deployment, run: target.run, container: kept.id }];
      if (target.run === null) return [];
      return [
        (target.verdict === null ? current.steady : current.answered).has(kept.id)
          ? { kind: 'finish-run', deployment, run: target.run }
          : { kind: 'await-verdict', deployment },
      ];
    case 'paused':
      return [{ kind: 'unpause-container', deployment, container: kept.id }];
    case 'created':
    case 'exited':
      if (target.restart && target.run !== null)
        return [{ kind: 'restart-container', deployment, run: target.run, container: kept.id }];
      return [holdOr(target, current, { kind: 'start-container', deployment, container: kept.id })];
    case 'dead':
      return [remove(kept, 'dead')];
    case 'restarting':
    case 'removing':
      return [];
  }
};

/** What becomes of predecessors beside the container that shall replace them. */
const stepsForOthers = (
  others: readonly ContainerInfo[],
  kept: ContainerInfo,
  { target, current }: { target: Target; current: Current },
): Step[] => {
  const isProven = target.proven === target.hash || current.steady.has(kept.id);
  if (isProven) return others.map((container) => remove(container, 'outdated'));
  const mayServe = target.overlap && !current.answered.has(kept.id);
  return mayServe
    ? []
    : others.filter(runs).map((container) => stop(target.spec.id, container, 'change'));
};

const stepsToCreate = (
  target: Target,
  others: readonly ContainerInfo[],
  current: Current,
): Step[] => {
  const deployment = target.spec.id;
  const { release } = target.spec;
  // An old release that runs is better than none: it stays until its successor can be made
  if (!current.images.has(release.imageId)) {
    const comes = release.pull || release.archive !== null;
    return [
      comes
        ? { kind: 'bring-image', deployment, release }
        : { kind: 'await-image', deployment, image: release.image },
    ];
  }
  if (current.held.has(deployment))
    return [holdOr(target, current, { kind: 'await-verdict', deployment })];
  const stopped = target.overlap
    ? []
    : others.filter(runs).map((container) => stop(deployment, container, 'change'));
  const retired = others
    .filter(({ name }) => name === target.container)
    .map(
      (container): Step => ({
        kind: 'retire-container',
        deployment,
        container: container.id,
        name: `${target.container}-${container.id.slice(0, 12)}`,
      }),
    );
  return [...stopped, ...retired, { kind: 'create-container', deployment, spec: target.spec }];
};

const stepsFor = (target: Target, mine: readonly ContainerInfo[], current: Current): Step[] => {
  if (target.goal === 'gone') return mine.map((container) => remove(container, 'orphan'));
  if (target.goal === 'leave') return [];
  if (target.goal === 'idle')
    return mine.filter(runs).map((running) => stop(target.spec.id, running, 'change'));
  if (target.goal === 'remove') return stepsForRemoval(target, mine, current);
  const [kept, ...duplicates] = mine
    .filter((container) => isCurrent(container, target))
    .toSorted((a, b) => rank(a) - rank(b));
  const whileFull = stepsWhileFull({ target, mine, kept, current });
  if (whileFull !== null) return whileFull;
  const others = mine.filter((container) => !isCurrent(container, target));
  const extra = duplicates.map((container) => remove(container, 'duplicate'));
  const mending = stepsToMend({ target, kept, current });
  if (mending.length > 0) return [...extra, ...mending];
  const hasImage = current.images.has(target.spec.release.imageId);
  const isNew = kept === undefined || target.restore !== null;
  if (isNew && hasImage && (target.snapshot || target.restore !== null)) {
    if (current.held.has(target.spec.id))
      return [
        ...extra,
        holdOr(target, current, { kind: 'await-verdict', deployment: target.spec.id }),
      ];
    if (target.snapshot && holdsSomething(target, mine, current)) {
      const rest = mine.filter((container) => !duplicates.includes(container));
      return [...extra, ...snapshotFirst(target, rest, 'change')];
    }
    if (target.restore !== null)
      return stepsForRestore({ target, restore: target.restore }, mine, current);
  }
  if (kept === undefined) return stepsToCreate(target, others, current);
  return [
    ...stepsForOthers(others, kept, { target, current }),
    ...extra,
    ...stepsForKept(kept, target, current),
  ];
};

/**
 * The steps from what runs to what should run, in order. Pure. Containers of other devices are not
 * looked at. Executing the actions, letting the work that they wait for end, and planning again
 * ends at a plan without steps, at which each deployment has one container. Volumes are removed
 * only by a plan of a run whose snapshot is stored, or needs none.
 */
export const plan = (current: Current, desired: readonly Target[]): Step[] => {
  const ours = current.containers.filter(({ device }) => device === current.device);
  const wantedIds = new Set(desired.map(({ spec }) => spec.id));
  const orphans = ours.filter(
    ({ deployment }) => deployment === null || !wantedIds.has(deployment),
  );
  return [
    ...orphans.map((container) => remove(container, 'orphan')),
    ...desired.flatMap((target) =>
      stepsFor(
        target,
        ours.filter(({ deployment }) => deployment === target.spec.id),
        current,
      ),
    ),
  ];
};
