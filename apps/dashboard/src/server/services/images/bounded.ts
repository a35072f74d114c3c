import { formatLimit, uploadRefusals } from '@nanoedge/words';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import type { Aside, ImageStore } from '../storage-ports.ts';

/**
 * The store of images, which takes none beyond what all may take here. What waits aside counts, of
 * others that come now too; what is here already costs nothing again. Refuses with
 * `insufficient-storage` and `field`.
 */
export const boundedImages = (
  { images, disk, storeLimits: { imageBytes } }: Pick<Deps, 'images' | 'disk' | 'storeLimits'>,
  field: string,
): ImageStore => {
  if (imageBytes === 0) return images;
  return {
    ...images,
    importFolder: () => {
      const folder = images.importFolder();
      let twice = 0;
      const write = async (source: AsyncIterable<Uint8Array>): Promise<Aside> => {
        const file = await folder.write(source);
        if ((await images.size(file.digest)) !== null) twice += file.bytes;
        const { bytes } = (await disk.folders()).images;
        if (bytes - twice > imageBytes)
          throw new Refusal(
            'insufficient-storage',
            field,
            uploadRefusals.fullImages(formatLimit(imageBytes)),
          );
        return file;
      };
      return { ...folder, write };
    },
  };
};
