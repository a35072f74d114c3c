import { devices } from '../../db/schema/index.ts';
import { dockerArchitecture } from '../architecture.ts';
import type { Deps } from '../deps.ts';
import type { RegistryImage } from '../registry-port.ts';

/** What most say; amd64 while nobody says anything. */
const commonest = (architectures: readonly string[]): string => {
  const count = (one: string): number => architectures.filter((other) => other === one).length;
  return architectures.toSorted((a, b) => count(b) - count(a) || a.localeCompare(b))[0] ?? 'amd64';
};

/**
 * What a registry has under this name, for the kind of computer that most of the devices are.
 * Throws BadInput naming `source.image`.
 */
export const resolveImage = async (
  deps: Pick<Deps, 'db' | 'registry'>,
  image: string,
): Promise<RegistryImage> => {
  const known = await deps.db.select({ reported: devices.reported }).from(devices);
  const architecture = commonest(
    known.flatMap(({ reported }) => dockerArchitecture(reported?.engine.arch ?? null) ?? []),
  );
  return deps.registry.resolve(image, architecture);
};
