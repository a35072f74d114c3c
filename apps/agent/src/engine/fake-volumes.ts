import { labels } from '@nanoedge/base';
import type { ContainerSpec } from './container-spec.ts';
import type { FakeVolume } from './fake-disk.ts';
import { requireOwnVolumes } from './own-volumes.ts';

/** For which deployment a volume was made. */
const owners = new WeakMap<FakeVolume, string>();

/** The volumes by their names, with the deployment that each was made for. */
export const ownersOf = (volumes: ReadonlyMap<string, FakeVolume>): Map<string, string | null> =>
  new Map([...volumes].map(([name, volume]) => [name, owners.get(volume) ?? null]));

/** How many bytes the files of each volume have. */
export const sizesOf = (volumes: ReadonlyMap<string, FakeVolume>): Map<string, number> =>
  new Map(
    [...volumes].map(([name, files]) => [
      name,
      [...files.values()].reduce((sum, { content }) => sum + content.length, 0),
    ]),
  );

/** Makes the volumes of a spec that are not there. Throws EngineRefused when one is another's. */
export const makeVolumes = (volumes: Map<string, FakeVolume>, spec: ContainerSpec): void => {
  requireOwnVolumes(spec, ownersOf(volumes));
  for (const { name } of spec.volumes) {
    if (volumes.has(name)) continue;
    const volume: FakeVolume = new Map();
    owners.set(volume, spec.labels[labels.name] ?? '');
    volumes.set(name, volume);
  }
};
