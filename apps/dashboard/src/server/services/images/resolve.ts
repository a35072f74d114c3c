import type { Deps } from '../deps.ts';
import type { RegistryImage } from '../registry-port.ts';
import { knownPlatforms } from './known-platforms.ts';

/**
 * What a registry has under this name, for the kind of computer that most of the devices are of
 * those that it is built for. Throws BadInput naming `source.image`.
 */
export const resolveImage = async (
  deps: Pick<Deps, 'db' | 'registry'>,
  image: string,
): Promise<RegistryImage> => deps.registry.resolve(image, await knownPlatforms(deps));
