import { buffer } from 'node:stream/consumers';
import type { Digest, NanoserviceManifest } from '@nanoedge/protocol';
import { imageVolumes } from './image-volumes.ts';
import { manifestOf } from './manifest.ts';
import type { ImageStore } from '../storage-ports.ts';

/**
 * What an image of the store says of itself; null when the store does not have its config, or it
 * says nothing. Throws BadInput as `manifestOf` does.
 */
export const storedManifest = async (
  images: Pick<ImageStore, 'read' | 'size'>,
  imageId: Digest,
): Promise<NanoserviceManifest | null> => {
  if ((await images.size(imageId)) === null) return null;
  return manifestOf(JSON.parse((await buffer(images.read(imageId))).toString('utf8')));
};

/** The folders that an image of the store declares as volumes. */
export const storedVolumes = async (
  images: Pick<ImageStore, 'read' | 'size'>,
  imageId: Digest,
): Promise<string[]> =>
  (await images.size(imageId)) === null
    ? []
    : imageVolumes(JSON.parse((await buffer(images.read(imageId))).toString('utf8')));
