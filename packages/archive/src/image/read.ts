import type { Digest } from '@nanoedge/protocol';
import { imageArchiveRefusals, type RefusalWords } from '@nanoedge/words';
import { chooseImage } from './choose.ts';
import { describeDocker } from './docker.ts';
import { ImageConfig } from './documents.ts';
import { describeOci } from './oci.ts';
import {
  type ImageDescription,
  type NamedPart,
  type Part,
  type PartStore,
  type Unpacked,
  type UnpackedArchive,
} from './parts.ts';
import { platformName } from './platform.ts';
import { ImageRefused } from './refused.ts';
import { unpackImage } from './unpack.ts';

/** `architecture` as Docker names it (amd64, arm64, arm/v7). Layers uncompressed, lowest first. */
export interface ReadImage<T extends Part> {
  reference: string | null;
  architecture: string;
  config: T;
  layers: T[];
  /** The config as it was read. */
  document: ImageConfig;
}

const maxLayers = 127;

const damaged = (name: string): ImageRefused =>
  new ImageRefused(imageArchiveRefusals.damaged(name));

/** An engine of today writes both, and its manifest.json may list nothing. */
const describe = async <T extends Part>(
  archive: UnpackedArchive<T>,
): Promise<ImageDescription[]> => {
  const manifest = archive.find('manifest.json');
  const index = archive.find('index.json');
  if (manifest === undefined && index === undefined)
    throw new ImageRefused(imageArchiveRefusals.noManifest);
  const saved = manifest === undefined ? [] : await describeDocker(archive, manifest);
  return saved.length > 0 || index === undefined ? saved : describeOci(archive, index);
};

const take = <T extends Part>(
  archive: UnpackedArchive<T>,
  { name, claimed }: NamedPart,
  lacking: (file: string) => RefusalWords,
): Unpacked<T> => {
  const file = archive.find(name);
  if (file === undefined) throw new ImageRefused(lacking(name));
  if (claimed !== null && file.raw !== claimed) throw damaged(name);
  return file;
};

const checkLayers = (layers: readonly NamedPart[], diffIds: readonly Digest[]): void => {
  if (diffIds.length > maxLayers || layers.length > maxLayers)
    throw new ImageRefused(imageArchiveRefusals.manyLayers(maxLayers));
  if (layers.length === 0) throw new ImageRefused(imageArchiveRefusals.noLayers);
  if (layers.length !== diffIds.length)
    throw new ImageRefused(imageArchiveRefusals.otherCount(layers.length, diffIds.length));
};

/**
 * Reads an image archive: a tar of docker save or an OCI layout, plain, gzip or zstd. Its files go
 * to `store`; config and layers are checked by their digests. Of an image for several platforms the
 * one for the first of `wanted` is read. Throws ImageRefused, InvalidMessage for a document that
 * makes no sense, or the errors of source and store.
 */
export const readImage = async <T extends Part>(
  store: PartStore<T>,
  source: AsyncIterable<Uint8Array>,
  wanted: readonly string[] = [],
): Promise<ReadImage<T>> => {
  const archive = await unpackImage(store, source);
  const images = await describe(archive);
  const { reference, config, layers } = await chooseImage(archive, images, wanted);
  const configFile = take(archive, config, imageArchiveRefusals.lacksConfig);
  const document = await archive.document(ImageConfig, configFile, config.name);
  const { os, rootfs } = document;
  if (os !== 'linux') throw new ImageRefused(imageArchiveRefusals.otherSystem(os));
  checkLayers(layers, rootfs.diff_ids);
  const parts = layers.map((layer, index) => {
    const { part } = take(archive, layer, (file) =>
      imageArchiveRefusals.lacksLayer(file, index + 1, layers.length),
    );
    if (part.digest !== rootfs.diff_ids[index]) throw damaged(layer.name);
    return part;
  });
  return {
    reference,
    architecture: platformName(document),
    config: configFile.part,
    layers: parts,
    document,
  };
};
