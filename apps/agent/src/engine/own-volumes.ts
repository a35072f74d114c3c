import { labels } from '@nanoedge/base';
import { containerProblems } from '@nanoedge/words';
import { EngineRefused } from '../errors.ts';
import type { ContainerSpec } from './container-spec.ts';

/**
 * The names of two deployments and their volumes may run together: what one keeps is not for the
 * other. `owners`: the deployments by name that volumes were made for, null where they do not say.
 * Throws EngineRefused.
 */
export const requireOwnVolumes = (
  { volumes, labels: own }: Pick<ContainerSpec, 'volumes' | 'labels'>,
  owners: ReadonlyMap<string, string | null>,
): void => {
  for (const { name } of volumes) {
    const owner = owners.get(name) ?? null;
    if (owner !== null && owner !== own[labels.name])
      throw new EngineRefused(409, containerProblems.volumeOfAnother(name, owner));
  }
};
