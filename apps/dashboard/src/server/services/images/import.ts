import { readFile } from 'node:fs/promises';
import { ImageRefused, readImage, type ReadImage } from '@nanoedge/archive';
import {
  Bytes,
  type Digest,
  type ImageArchive,
  type NanoserviceManifest,
  parse,
} from '@nanoedge/protocol';
import { BadInput, Refusal } from '../errors.ts';
import type { Aside, ImageStore, ImportFolder } from '../storage-ports.ts';
import { imageVolumes } from './image-volumes.ts';
import { manifestOf } from './manifest.ts';
import { storedSetuid } from './stored-setuid.ts';

/**
 * `architecture` as Docker names it (amd64, arm64, arm/v7); `bytes` of all layers, uncompressed,
 * lowest first.
 */
export type ImportedImage = ImageArchive & {
  imageId: Digest;
  reference: string;
  architecture: string;
  bytes: Bytes;
  /** What the image says of itself; null when it says nothing. */
  manifest: NanoserviceManifest | null;
  /** The folders that it declares as volumes. */
  volumes: string[];
  /** Its files that run with the rights of their owner or group; null: they cannot be read. */
  setuid: string[] | null;
};

/** A name that engines take: the archive's own where it is whole, else one of ours. */
const referenceOf = (given: string | null, imageId: Digest): string => {
  if (given === null) return `nanoedge/upload:${imageId.slice(7, 19)}`;
  return /[:/]/.test(given) ? given : `nanoedge/upload:${given}`;
};

const bytesOf = (bytes: number): Bytes => parse(Bytes, bytes, 'bytes');

const keep = async (
  store: ImageStore,
  folder: ImportFolder,
  image: ReadImage<Aside>,
): Promise<ImportedImage> => {
  const { config, layers, reference, architecture } = image;
  const manifest = manifestOf(image.document);
  for (const file of [...new Set(layers), config]) await folder.keep(file);
  return {
    imageId: config.digest,
    reference: referenceOf(reference, config.digest),
    architecture,
    manifest,
    volumes: imageVolumes(image.document),
    setuid: await storedSetuid(store, layers),
    configBytes: bytesOf(config.bytes),
    bytes: bytesOf(layers.reduce((sum, { bytes }) => sum + bytes, 0)),
    layers: layers.map(({ digest, bytes }) => ({ digest, bytes: bytesOf(bytes) })),
  };
};

const refusalOf = ({ message, remedy, isTooLarge }: ImageRefused): Refusal => {
  const words = { message, ...(remedy === null ? {} : { remedy }) };
  return isTooLarge ? new Refusal('too-large', 'file', words) : new BadInput('file', words);
};

/**
 * Reads an image archive: a tar of docker save or an OCI layout, plain, gzip or zstd. Its config
 * and layers are in the store afterwards, each under the digest that was checked; of an archive
 * that is refused or cut short nothing is. Of an image for several platforms it takes the one for
 * the first of `wanted`. Throws Refusal in words for the person who sent it.
 */
export const importImage = async (
  store: ImageStore,
  source: AsyncIterable<Uint8Array>,
  wanted: readonly string[] = [],
): Promise<ImportedImage> => {
  const folder = store.importFolder();
  const parts = { write: folder.write, text: ({ file }: Aside) => readFile(file, 'utf8') };
  try {
    return await keep(store, folder, await readImage(parts, source, wanted));
  } catch (error) {
    throw error instanceof ImageRefused ? refusalOf(error) : error;
  } finally {
    await folder.close();
  }
};
