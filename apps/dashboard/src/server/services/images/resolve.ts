import type { Deps } from '../deps.ts';
import { accessFor } from '../registries/access.ts';
import type { RegistryAccess, RegistryImage } from '../registry-port.ts';
import { knownPlatforms } from './known-platforms.ts';

/**
 * What a registry has under this name, for the kind of computer that most of the devices are of
 * those that it is built for; `access` is how somebody said that registry is spoken to. Throws
 * BadInput naming `source.image`.
 */
export const resolveImage = async (
  deps: Pick<Deps, 'db' | 'registry' | 'vault'>,
  image: string,
): Promise<{ found: RegistryImage; access: RegistryAccess | null }> => {
  const access = await accessFor(deps, image);
  return { found: await deps.registry.resolve(image, await knownPlatforms(deps), access), access };
};
