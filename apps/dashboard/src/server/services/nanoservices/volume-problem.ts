import type { VolumeSpec } from '@nanoedge/protocol';
import { releaseRefusals, type RefusalWords } from '@nanoedge/words';

/** What the engine itself mounts, and what the image's program lives in. */
const reserved = ['/proc', '/sys', '/dev', '/etc', '/usr', '/bin', '/lib', '/run'];

const inside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

interface VolumeProblem {
  part: 'name' | 'path';
  words: RefusalWords;
}

/** Why a release cannot have this volume beside those before it; null when it can. Pure. */
export const volumeProblem = (
  { name, path }: VolumeSpec,
  before: readonly VolumeSpec[],
): VolumeProblem | null => {
  if (before.some((other) => other.name === name))
    return { part: 'name', words: releaseRefusals.volumeTwice(name) };
  const clean = path.replace(/\/+$/, '');
  if (clean === '' || path.includes('//'))
    return { part: 'path', words: releaseRefusals.noFolder(path) };
  const system = reserved.find((folder) => inside(clean, folder));
  if (system !== undefined) return { part: 'path', words: releaseRefusals.systemFolder(system) };
  const other = before.find((one) => inside(clean, one.path) || inside(one.path, clean));
  return other === undefined
    ? null
    : { part: 'path', words: releaseRefusals.insideEachOther(path, other.path) };
};
