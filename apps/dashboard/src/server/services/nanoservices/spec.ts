import { serviceMemoryBytes } from '@nanoedge/base';
import { releaseRefusals } from '@nanoedge/words';
import type { ReleaseSpec } from '../../db/schema/index.ts';
import { BadInput } from '../errors.ts';
import { checkConfigSchema } from './config-check.ts';

/** What the engine itself mounts, and what the image's program lives in. */
const reserved = ['/proc', '/sys', '/dev', '/etc', '/usr', '/bin', '/lib', '/run'];

const inside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

/** Throws BadInput unless memory and processes stay within what a nanoservice may have. */
export const checkLimits = (limits: ReleaseSpec['limits'], field: string): void => {
  if (limits.memoryBytes < serviceMemoryBytes.least || limits.memoryBytes > serviceMemoryBytes.most)
    throw new BadInput(`${field}.memoryBytes`, releaseRefusals.memory);
  if (limits.pids < 1 || limits.pids > 512)
    throw new BadInput(`${field}.pids`, releaseRefusals.processes);
};

/** Throws BadInput unless the volumes are apart from each other and from the system's folders. */
export const checkVolumes = (volumes: ReleaseSpec['volumes'], field: string): void => {
  volumes.forEach(({ name, path }, index) => {
    const at = (part: string): string => `${field}.${String(index)}.${part}`;
    const before = volumes.slice(0, index);
    if (before.some((other) => other.name === name))
      throw new BadInput(at('name'), releaseRefusals.volumeTwice(name));
    const clean = path.replace(/\/+$/, '');
    if (clean === '' || path.includes('//'))
      throw new BadInput(at('path'), releaseRefusals.noFolder(path));
    const system = reserved.find((folder) => inside(clean, folder));
    if (system !== undefined) throw new BadInput(at('path'), releaseRefusals.systemFolder(system));
    const other = before.find((one) => inside(clean, one.path) || inside(one.path, clean));
    if (other !== undefined)
      throw new BadInput(at('path'), releaseRefusals.insideEachOther(path, other.path));
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
