import { imageArchiveRefusals, imageOf } from '@nanoedge/words';
import { ImageConfig } from './documents.ts';
import type { ImageDescription, Part, Unpacked, UnpackedArchive } from './parts.ts';
import { pickPlatform, platformName } from './platform.ts';
import { ImageRefused } from './refused.ts';

interface Candidate {
  image: ImageDescription;
  platform: string;
  system: string;
}

const candidate = async <T extends Part>(
  archive: UnpackedArchive<T>,
  image: ImageDescription,
  config: Unpacked<T>,
): Promise<Candidate> => {
  const document = await archive.document(ImageConfig, config, image.config.name);
  return { image, platform: platformName(document), system: document.os };
};

/** An engine may save of other platforms what it happens to have: those are not whole. */
const wholeOnes = async <T extends Part>(
  archive: UnpackedArchive<T>,
  images: readonly ImageDescription[],
): Promise<Candidate[]> => {
  const whole: Candidate[] = [];
  for (const image of images) {
    const config = archive.find(image.config.name);
    const hasLayers = image.layers.every(({ name }) => archive.find(name) !== undefined);
    if (config !== undefined && hasLayers) whole.push(await candidate(archive, image, config));
  }
  return whole;
};

/**
 * The image that is meant: the only one, or of one image for several platforms the one for the
 * first of the wanted. Throws ImageRefused where it cannot be known.
 */
export const chooseImage = async <T extends Part>(
  archive: UnpackedArchive<T>,
  images: readonly ImageDescription[],
  wanted: readonly string[],
): Promise<ImageDescription> => {
  const [first] = images;
  if (first === undefined) throw new ImageRefused(imageArchiveRefusals.noneSaved);
  if (images.length === 1) return first;
  const whole = await wholeOnes(archive, images);
  const candidates = whole.filter(({ system }) => system === 'linux');
  const [only] = candidates;
  if (only === undefined) return whole[0]?.image ?? first;
  if (candidates.length === 1) return only.image;
  const platforms = candidates.map(({ platform }) => platform);
  const haveOneName = candidates.every(({ image }) => image.reference === only.image.reference);
  if (!haveOneName || new Set(platforms).size < platforms.length || wanted.length === 0)
    throw new ImageRefused(
      imageArchiveRefusals.several(
        candidates.map(({ image, platform }) =>
          imageOf(image.reference ?? image.config.name, haveOneName ? platform : null),
        ),
      ),
    );
  const chosen = pickPlatform(wanted, candidates, ({ platform }) => platform);
  if (chosen === undefined)
    throw new ImageRefused(imageArchiveRefusals.otherPlatforms(wanted, platforms));
  return chosen.image;
};
