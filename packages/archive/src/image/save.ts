import type { Readable } from 'node:stream';
import type { Digest } from '@nanoedge/protocol';
import { hexOf } from '../digest.ts';
import { packTar, type Content, type TarEntry } from '../tar.ts';
import type { Part } from './parts.ts';

/** A config or a layer; `read` is asked for its bytes when its turn comes. */
export interface SavedPart extends Part {
  read: () => Content;
}

export interface SavedImage {
  tags: readonly string[];
  config: SavedPart;
  /** All of its layers, lowest first. */
  layers: readonly SavedPart[];
}

/** `docker load` wants a tag with its name; an image without one is loaded all the same. */
export const loadableTags = (reference: string): string[] => {
  if (!/^[a-z0-9][a-z0-9._:/-]*$/.test(reference) || reference.startsWith('sha256:')) return [];
  return [/:[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(reference) ? reference : `${reference}:latest`];
};

const configName = ({ digest }: Part): string => `${hexOf(digest)}.json`;
const layerName = ({ digest }: Part): string => `${hexOf(digest)}/layer.tar`;

const file = (name: string, { bytes, read }: Omit<SavedPart, 'digest'>): TarEntry => ({
  // Equal images make equal archives
  header: { name, size: bytes, type: 'file', mode: 0o644, mtime: new Date(0) },
  content: read(),
});

function* entriesOf(
  images: readonly SavedImage[],
  leftOut: ReadonlySet<Digest>,
): Generator<TarEntry> {
  const manifest = Buffer.from(
    JSON.stringify(
      images.map(({ tags, config, layers }) => ({
        Config: configName(config),
        RepoTags: tags,
        Layers: layers.map(layerName),
      })),
    ),
  );
  yield file('manifest.json', { bytes: manifest.length, read: () => [manifest] });
  const written = new Set(leftOut);
  for (const { config, layers } of images) {
    if (!written.has(config.digest)) yield file(configName(config), config);
    written.add(config.digest);
    for (const layer of layers) {
      if (!written.has(layer.digest)) yield file(layerName(layer), layer);
      written.add(layer.digest);
    }
  }
}

/**
 * An archive for `docker load` as `docker save` writes it (image spec 1.2); what several images
 * share is in it once. A thin one leaves out layers: an engine accepts it when it has them in the
 * same order at the bottom.
 */
export const saveImages = (
  images: readonly SavedImage[],
  leftOut: ReadonlySet<Digest> = new Set(),
): Readable => packTar(entriesOf(images, leftOut));
