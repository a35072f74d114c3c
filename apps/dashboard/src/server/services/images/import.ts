import {
  type Bytes,
  Bytes as BytesSchema,
  Digest,
  type ImageArchive,
  type NanoserviceManifest,
  parse,
} from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { BadInput } from '../errors.ts';
import { describeArchive, type Part, readDocument } from './describe.ts';
import type { ImageStore, Spool } from '../storage-ports.ts';
import { manifestOf } from './manifest.ts';
import { type Archive, unpack, type Unpacked } from './unpack.ts';

const maxLayers = 127;

/**
 * `architecture` as Docker names it (amd64, arm64, arm); `bytes` of all layers, uncompressed,
 * lowest first.
 */
export type ImportedImage = ImageArchive & {
  imageId: Digest;
  reference: string;
  architecture: string;
  bytes: Bytes;
  /** What the image says of itself; null when it says nothing. */
  manifest: NanoserviceManifest | null;
};

const ImageConfig = z.looseObject({
  os: z.string(),
  architecture: z.string().check(z.minLength(1), z.maxLength(32)),
  rootfs: z.object({ diff_ids: z.array(Digest) }),
});

const damaged = (name: string): BadInput =>
  new BadInput(
    'file',
    `“${name}” is damaged: its SHA-256 is not the one that the archive names.`,
    'Make the archive again.',
  );

const take = (archive: Archive, part: Part, what: string): Unpacked => {
  const file = archive(part.name);
  if (file === undefined)
    throw new BadInput(
      'file',
      `The archive lacks ${what} (“${part.name}”).`,
      'Make it again with docker save.',
    );
  if (part.claimed !== null && file.raw !== part.claimed) throw damaged(part.name);
  return file;
};

/** A name that engines take: the archive's own where it is whole, else one of ours. */
const referenceOf = (given: string | null, imageId: Digest): string => {
  if (given === null) return `nanoedge/upload:${imageId.slice(7, 19)}`;
  return /[:/]/.test(given) ? given : `nanoedge/upload:${given}`;
};

const checkLayers = (layers: readonly Part[], diffIds: readonly Digest[]): void => {
  if (diffIds.length > maxLayers || layers.length > maxLayers)
    throw new BadInput(
      'file',
      `The image has more than ${String(maxLayers)} layers.`,
      'Build it with fewer.',
    );
  if (layers.length === 0) throw new BadInput('file', 'The image has no layers.');
  if (layers.length !== diffIds.length)
    throw new BadInput(
      'file',
      `The archive lists ${String(layers.length)} layers, the image has ${String(diffIds.length)}.`,
    );
};

const checkAndKeep = async (spool: Spool, archive: Archive): Promise<ImportedImage> => {
  const { reference, config, layers } = await describeArchive(archive);
  const configFile = take(archive, config, 'the image’s config');
  const document = await readDocument(ImageConfig, configFile, config.name);
  const { os, architecture, rootfs } = document;
  if (os !== 'linux')
    throw new BadInput(
      'file',
      `This image is for ${os}; devices run Linux.`,
      'Build it for linux.',
    );
  checkLayers(layers, rootfs.diff_ids);
  const files = layers.map((layer, index) => {
    const file = take(archive, layer, `layer ${String(index + 1)} of ${String(layers.length)}`);
    if (file.digest !== rootfs.diff_ids[index]) throw damaged(layer.name);
    return file;
  });
  const manifest = manifestOf(document);
  for (const file of [...new Set(files), configFile]) await spool.keep(file);
  const imageId = configFile.digest;
  return {
    imageId,
    reference: referenceOf(reference, imageId),
    architecture,
    manifest,
    configBytes: parse(BytesSchema, configFile.bytes, 'bytes'),
    bytes: parse(
      BytesSchema,
      files.reduce((sum, file) => sum + file.bytes, 0),
      'bytes',
    ),
    layers: files.map(({ digest, bytes }) => ({
      digest,
      bytes: parse(BytesSchema, bytes, 'bytes'),
    })),
  };
};

/**
 * Reads an image archive: a tar of docker save or an OCI layout, plain, gzip or zstd. Its config
 * and layers are in the store afterwards, each under the digest that was checked; of an archive
 * that is refused or cut short nothing is. Throws Refusal in words for the person who sent it.
 */
export const importImage = async (
  store: ImageStore,
  source: AsyncIterable<Uint8Array>,
): Promise<ImportedImage> => {
  const spool = store.spool();
  try {
    return await checkAndKeep(spool, await unpack(spool, source));
  } finally {
    await spool.close();
  }
};
