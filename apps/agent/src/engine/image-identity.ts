import { imageIdsOf } from '@nanoedge/archive';
import type { Release } from '@nanoedge/protocol';
import type { Engine, ImageInfo } from './engine.ts';

/**
 * The name under which a release's image is loaded: of a registry that is none, and by its content,
 * so that nothing which somebody else runs is ever renamed by what a dashboard says.
 */
export const ownTagOf = ({ image, imageId }: Pick<Release, 'image' | 'imageId'>): string => {
  const [name = ''] = (image.split('/').at(-1) ?? '').split(/[:@]/);
  const repository = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name) ? name : 'image';
  return `nanoedge.local/${repository}:${imageId.slice('sha256:'.length, 'sha256:'.length + 12)}`;
};

/** Whether an engine that says `id` of an image or of a container means the release's image. */
export const isImageOf = (release: Release, id: string): boolean =>
  imageIdsOf(release).some((one) => one === id);

/** The release's image as the engine has it, null when it does not. */
export const findImage = async (
  engine: Pick<Engine, 'image'>,
  release: Release,
): Promise<ImageInfo | null> => {
  for (const id of imageIdsOf(release)) {
    const found = await engine.image(id);
    if (found !== null) return found;
  }
  return null;
};
