import type { DeploymentId, DeploymentSpec, EpochMs } from '@nanoedge/protocol';
import type { ContainerInfo } from '../engine/engine.ts';
import type { Step } from './step.ts';

export interface Wanted {
  spec: DeploymentSpec;
  /** Hash of the container spec that this deployment becomes. */
  hash: string;
}

export interface Current {
  device: string;
  containers: readonly ContainerInfo[];
  /** Ids of the wanted images that the engine has. */
  images: ReadonlySet<string>;
  /** Containers that run but do not answer any more. */
  unhealthy: ReadonlySet<string>;
  /** Deployments whose back-off has not passed: not before. */
  held: ReadonlyMap<DeploymentId, EpochMs>;
}

const rank = (container: ContainerInfo): number => (container.state === 'running' ? 0 : container.state === 'dead' ? 2 : 1);

const isCurrent = (container: ContainerInfo, wanted: Wanted): boolean =>
  container.spec === wanted.hash && container.imageId === wanted.spec.release.imageId;

const remove = (container: ContainerInfo, reason: 'orphan' | 'outdated' | 'duplicate' | 'dead'): Step => ({
  kind: 'remove-container',
  deployment: container.deployment,
  container: container.id,
  reason,
});

const stepsForKept = (kept: ContainerInfo, wanted: Wanted, current: Current): Step[] => {
  const deployment = wanted.spec.id;
  const until = current.held.get(deployment);
  switch (kept.state) {
    case 'running':
    case 'paused':
      return current.unhealthy.has(kept.id) ? [{ kind: 'stop-container', deployment, container: kept.id }] : [];
    case 'created':
    case 'exited':
      return [until === undefined ? { kind: 'start-container', deployment, container: kept.id } : { kind: 'hold', deployment, until }];
    case 'dead':
      return [remove(kept, 'dead')];
    case 'restarting':
    case 'removing':
      return [];
  }
};

const stepsFor = (wanted: Wanted, mine: readonly ContainerInfo[], current: Current): Step[] => {
  const deployment = wanted.spec.id;
  const [kept, ...duplicates] = mine.filter((container) => isCurrent(container, wanted)).toSorted((a, b) => rank(a) - rank(b));
  const outdated = mine.filter((container) => !isCurrent(container, wanted)).map((container) => remove(container, 'outdated'));
  if (kept !== undefined) {
    return [...outdated, ...duplicates.map((container) => remove(container, 'duplicate')), ...stepsForKept(kept, wanted, current)];
  }
  // an old release that runs is better than none: it stays until its successor can be made
  if (!current.images.has(wanted.spec.release.imageId)) return [{ kind: 'await-image', deployment, image: wanted.spec.release.image }];
  if (outdated.length > 0) return outdated;
  const until = current.held.get(deployment);
  return [until === undefined ? { kind: 'create-container', deployment, spec: wanted.spec } : { kind: 'hold', deployment, until }];
};

/** The steps from what runs to what should run, in order. Pure. Containers of other devices are not looked at. Executing
 *  the actions and planning again ends at a plan without actions, at which each deployment has at most one container. */
export const plan = (current: Current, desired: readonly Wanted[]): Step[] => {
  const ours = current.containers.filter(({ device }) => device === current.device);
  const wantedIds = new Set(desired.map(({ spec }) => spec.id));
  const orphans = ours.filter(({ deployment }) => deployment === null || !wantedIds.has(deployment));
  return [
    ...orphans.map((container) => remove(container, 'orphan')),
    ...desired.flatMap((wanted) =>
      stepsFor(
        wanted,
        ours.filter(({ deployment }) => deployment === wanted.spec.id),
        current,
      ),
    ),
  ];
};
