import { devices } from '../../db/schema/index.ts';
import { dockerArchitecture } from '../architecture.ts';
import type { Deps } from '../deps.ts';

/** What the devices are, the most frequent first; amd64 while nobody says anything. */
export const knownPlatforms = async ({ db }: Pick<Deps, 'db'>): Promise<string[]> => {
  const known = await db.select({ reported: devices.reported }).from(devices);
  const counts = new Map<string, number>();
  for (const { reported } of known) {
    const platform = dockerArchitecture(reported?.engine.arch ?? null);
    if (platform !== null) counts.set(platform, (counts.get(platform) ?? 0) + 1);
  }
  if (counts.size === 0) return ['amd64'];
  return [...counts]
    .toSorted(([a, ofA], [b, ofB]) => ofB - ofA || a.localeCompare(b))
    .map(([platform]) => platform);
};
