import { createReadStream } from 'node:fs';
import type { Digest, NanoserviceManifest } from '@nanoedge/protocol';
import type { Deps } from '../services/deps.ts';
import { importImage } from '../services/images/import.ts';
import { storedManifest } from '../services/images/stored-manifest.ts';
import type { BootstrapDocument } from './document.ts';

/** What the images of a document say of themselves, by image id. */
export type Manifests = ReadonlyMap<Digest, NanoserviceManifest>;

const manifestOfRelease = async (
  images: Deps['images'],
  { imageId, archive }: BootstrapDocument['releases'][number],
): Promise<NanoserviceManifest | null> => {
  if (archive === undefined || (await images.size(imageId)) !== null)
    return storedManifest(images, imageId);
  const image = await importImage(images, createReadStream(archive));
  return image.imageId === imageId ? image.manifest : null;
};

/**
 * Reads what the images of the document's releases say of themselves, from the image store or from
 * their archives, which are in the store afterwards. One that cannot be read is logged and left
 * out: an older release may say what is needed.
 */
export const readManifests = async (
  { images, log }: Pick<Deps, 'images' | 'log'>,
  document: Pick<BootstrapDocument, 'releases'>,
): Promise<Manifests> => {
  const found = new Map<Digest, NanoserviceManifest>();
  for (const release of document.releases) {
    const { nanoservice, imageId, archive } = release;
    try {
      const manifest = await manifestOfRelease(images, release);
      if (manifest !== null) found.set(imageId, manifest);
    } catch (error) {
      log.error({ err: error, archive, nanoservice }, 'what an image says of itself is not valid');
    }
  }
  return found;
};
