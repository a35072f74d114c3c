import { isBrokenArchive, setuidFiles } from '@nanoedge/archive';
import type { Digest } from '@nanoedge/protocol';
import type { ImageStore } from '../storage-ports.ts';

/** So many are named of an image. */
const most = 50;

/**
 * The files of an image of the store that run with the rights of their owner or group; null where a
 * layer is not there, or cannot be read.
 */
export const storedSetuid = async (
  images: Pick<ImageStore, 'read' | 'size'>,
  layers: readonly { digest: Digest }[],
): Promise<string[] | null> => {
  for (const { digest } of layers) if ((await images.size(digest)) === null) return null;
  try {
    const found = await setuidFiles(
      layers.map(
        ({ digest }) =>
          () =>
            images.read(digest),
      ),
    );
    return found.slice(0, most);
  } catch (error) {
    // Whether engines take such a layer is theirs to say
    if (isBrokenArchive(error)) return null;
    throw error;
  }
};
