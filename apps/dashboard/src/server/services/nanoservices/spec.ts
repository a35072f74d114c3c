import { serviceMemoryBytes } from '@nanoedge/base';
import { releaseRefusals } from '@nanoedge/words';
import type { ReleaseSpec } from '../../db/schema/index.ts';
import { BadInput } from '../errors.ts';
import { checkConfigSchema } from './config-check.ts';
import { volumeProblem } from './volume-problem.ts';

/** Throws BadInput unless memory and processes stay within what a nanoservice may have. */
export const checkLimits = (limits: ReleaseSpec['limits'], field: string): void => {
  if (limits.memoryBytes < serviceMemoryBytes.least || limits.memoryBytes > serviceMemoryBytes.most)
    throw new BadInput(`${field}.memoryBytes`, releaseRefusals.memory);
  if (limits.pids < 1 || limits.pids > 512)
    throw new BadInput(`${field}.pids`, releaseRefusals.processes);
};

/** Throws BadInput unless the volumes are apart from each other and from the system's folders. */
export const checkVolumes = (volumes: ReleaseSpec['volumes'], field: string): void => {
  volumes.forEach((volume, index) => {
    const problem = volumeProblem(volume, volumes.slice(0, index));
    if (problem !== null)
      throw new BadInput(`${field}.${String(index)}.${problem.part}`, problem.words);
  });
};

/**
 * The one check of what a release may ask for, beyond the shape that ReleaseSpecInput gives it.
 * Every way in calls it: create, bootstrap, restore.
 */
export const checkSpec = (spec: ReleaseSpec, field: string): void => {
  checkLimits(spec.limits, `${field}.limits`);
  checkVolumes(spec.volumes, `${field}.volumes`);
  checkConfigSchema(spec.configSchema, `${field}.configSchema`);
};
