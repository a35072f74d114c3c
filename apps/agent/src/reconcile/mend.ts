import type { DeploymentId } from '@nanoedge/protocol';
import type { ContainerInfo } from '../engine/engine.ts';
import type { Remedy } from './remedy.ts';
import type { Step } from './step.ts';
import type { Target } from './target.ts';

interface Unstartable {
  target: Target;
  /** The container that would be started. */
  kept: ContainerInfo | undefined;
  current: {
    containers: readonly ContainerInfo[];
    images: ReadonlySet<string>;
    held: ReadonlyMap<DeploymentId, unknown>;
    remedies: ReadonlyMap<DeploymentId, Remedy>;
  };
}

/**
 * Replaces what the engine cannot start, once its back-off has passed. Pure. Volumes stay, and only
 * an image that can come again goes.
 */
export const stepsToMend = ({ target, kept, current }: Unstartable): Step[] => {
  const deployment = target.spec.id;
  const remedy = current.remedies.get(deployment);
  const waits = current.held.has(deployment) || target.restore !== null;
  const mayGo = kept === undefined || kept.state === 'created' || kept.state === 'exited';
  if (remedy === undefined || waits || !mayGo) return [];
  const { release } = target.spec;
  const { imageId, pull, archive } = release;
  const comesAgain = (pull || archive !== null) && current.images.has(imageId);
  const steps: Step[] = [];
  if (kept !== undefined) {
    const { id: container } = kept;
    steps.push({ kind: 'remove-container', deployment, container, reason: 'unstartable' });
  }
  // A network on which others run is whole, and they would lose it
  const isUsed = current.containers.some(({ state }) => state === 'running');
  if (remedy === 'network' && !isUsed) steps.push({ kind: 'renew-network', deployment });
  if (remedy === 'image' && comesAgain) steps.push({ kind: 'discard-image', deployment, release });
  return steps;
};
