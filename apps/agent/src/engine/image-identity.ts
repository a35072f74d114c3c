import { manifestDigestOf } from '@nanoedge/archive';
import { Digest, type Release } from '@nanoedge/protocol';
import type { Engine, ImageInfo } from './engine.ts';

const pinned = (reference: string): Digest | null => {
  const { success, data } = Digest.safeParse(reference.split('@')[1]);
  return success ? data : null;
};

/**
 * The digest of the release's image manifest: of the one that its archive is loaded with, or of the
 * one that its reference is pinned to. null where neither says.
 */
const manifestOf = ({ imageId, image, archive, pull }: Release): Digest | null => {
  if (archive !== null)
    return manifestDigestOf({ digest: imageId, bytes: archive.configBytes }, archive.layers);
  return pull ? pinned(image) : null;
};

/**
 * By what an engine may call the release's image: by the digest of its config where images lie in
 * a graph driver, by that of its manifest where they lie in containerd's image store.
 */
const idsOf = (release: Release): Digest[] => {
  const manifest = manifestOf(release);
  return manifest === null ? [release.imageId] : [release.imageId, manifest];
};

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
  id === release.imageId || id === manifestOf(release);

/** The release's image as the engine has it, null when it does not. */
export const findImage = async (
  engine: Pick<Engine, 'image'>,
  release: Release,
): Promise<ImageInfo | null> => {
  for (const id of idsOf(release)) {
    const found = await engine.image(id);
    if (found !== null) return found;
  }
  return null;
};
