import type { DeploymentId } from '@nanoedge/protocol';
import type { ContainerInfo } from '../engine/engine.ts';
import type { Step } from './step.ts';
import type { Target } from './target.ts';

interface MaybeFull {
  target: Target;
  /** Its containers, and the one of them that is as it should be. */
  mine: readonly ContainerInfo[];
  kept: ContainerInfo | undefined;
  current: { full: ReadonlyMap<DeploymentId, string> };
}

const writes = ({ state }: ContainerInfo): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting';

/**
 * Stops what writes to a full volume; nothing is removed, and nothing starts again. Pure. Null when
 * that keeps nothing back: no volume is full, or a run goes on, which may try what it brings, but
 * only that.
 */
export const stepsWhileFull = ({ target, mine, kept, current }: MaybeFull): Step[] | null => {
  const { run, spec } = target;
  const detail = current.full.get(spec.id);
  if (detail === undefined) return null;
  const stops = mine
    .filter((container) => writes(container) && (run === null || container !== kept))
    .map(
      ({ id }): Step => ({
        kind: 'stop-container',
        deployment: spec.id,
        container: id,
        reason: 'full',
      }),
    );
  if (run !== null) return stops.length === 0 ? null : stops;
  return [...stops, { kind: 'hold-full', deployment: spec.id, detail }];
};
