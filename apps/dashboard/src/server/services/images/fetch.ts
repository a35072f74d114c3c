import { inflated, maxImageBytes } from '@nanoedge/archive';
import { Bytes, type Digest, type ImageArchive, parse } from '@nanoedge/protocol';
import { registryRefusals, uploadRefusals } from '@nanoedge/words';
import type { Deps } from '../deps.ts';
import { BadInput, Refusal } from '../errors.ts';
import type { RegistryAccess, RegistryImage } from '../registry-port.ts';
import type { ImportFolder } from '../storage-ports.ts';

/** Counts what all layers come to, and stops what is too large. */
const limiter = (): ((source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>) => {
  let bytes = 0;
  return async function* limited(source) {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxImageBytes)
        throw new Refusal('too-large', 'source.image', uploadRefusals.largeImage);
      yield chunk;
    }
  };
};

/** A layer whose bytes end too soon or are packed in a way that is not known. */
const isBrokenPacking = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z');

const write = async (folder: ImportFolder, source: AsyncIterable<Uint8Array>, wanted: Digest) => {
  try {
    const file = await folder.write(source);
    if (file.digest === wanted) return file;
  } catch (error) {
    if (!isBrokenPacking(error)) throw error;
  }
  throw new BadInput('source.image', registryRefusals.otherLayer);
};

/**
 * Brings an image from its registry into the store, as an upload would: each layer without its
 * packing, checked by its digest. Of one that is refused or cut short nothing is kept. Throws
 * Refusal.
 */
export const fetchImage = async (
  { registry, images }: Pick<Deps, 'registry' | 'images'>,
  found: RegistryImage,
  access: RegistryAccess,
): Promise<ImageArchive & { bytes: Bytes }> => {
  const folder = images.importFolder();
  const limited = limiter();
  const sizes = new Map<Digest, number>();
  try {
    const files = [];
    for (const [index, { digest }] of found.layers.entries()) {
      const blob = found.blobs[index];
      if (blob === undefined) throw new BadInput('source.image', registryRefusals.noLayers);
      if (sizes.has(digest)) continue;
      const stored = await folder.reuse(digest);
      const packed = registry.read(found.image, blob, access);
      const file = stored ?? (await write(folder, limited(inflated(packed)), digest));
      sizes.set(digest, file.bytes);
      files.push(file);
    }
    const config = registry.read(found.image, found.imageId, access);
    files.push(await write(folder, limited(config), found.imageId));
    for (const file of files) await folder.keep(file);
  } finally {
    await folder.close();
  }
  const layers = found.layers.map(({ digest }) => ({
    digest,
    bytes: parse(Bytes, sizes.get(digest) ?? 0, 'layer size'),
  }));
  const bytes = layers.reduce((sum, layer) => sum + layer.bytes, 0);
  return {
    layers,
    bytes: parse(Bytes, bytes, 'bytes'),
    configBytes: parse(Bytes, found.configBytes, 'config size'),
  };
};
