import { Readable } from 'node:stream';
import type { Digest, Release } from '@nanoedge/protocol';
import { packTar, type TarEntry } from '@nanoedge/archive';
import type { Blob } from './layer-download.ts';
import type { LayerFolder } from './layer-folder.ts';

const hexOf = (digest: Digest): string => digest.slice('sha256:'.length);

/** `docker load` wants a tag with its name; an image without one is loaded all the same. */
const tagsOf = (reference: string): string[] => {
  if (!/^[a-z0-9][a-z0-9._:/-]*$/.test(reference) || reference.startsWith('sha256:')) return [];
  return [/:[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(reference) ? reference : `${reference}:latest`];
};

const file = (name: string, size: number, content: TarEntry['content']): TarEntry => ({
  header: { name, size, type: 'file', mode: 0o644, mtime: new Date(0) },
  ...(content === undefined ? {} : { content }),
});

/**
 * What a thin archive leaves out: an engine accepts it when it has those layers in the same order
 * at the bottom.
 */
export const missingLayers = (
  layers: readonly Blob[],
  chains: readonly (readonly Digest[])[],
): Blob[] => {
  const present = chains.map((chain) => {
    const differs = layers.findIndex(({ digest }, at) => chain[at] !== digest);
    return differs === -1 ? layers.length : differs;
  });
  return layers.slice(Math.max(0, ...present));
};

export interface SavedImage {
  release: Release;
  layers: readonly Blob[];
  /** The layers that go into the archive. */
  included: readonly Blob[];
  configBytes: number;
}

/**
 * An archive as `docker save` writes it (image spec 1.2), from the files of the folder. `onBytes`
 * hears how much of the included layers was read.
 */
export const savedImage = (
  image: SavedImage,
  folder: LayerFolder,
  onBytes: (bytes: number) => void,
): Readable => {
  const { release, layers, included, configBytes } = image;
  const config = `${hexOf(release.imageId)}.json`;
  const layerFile = (digest: Digest): string => `${hexOf(digest)}/layer.tar`;
  const manifest = Buffer.from(
    JSON.stringify([
      {
        Config: config,
        RepoTags: tagsOf(release.image),
        Layers: layers.map(({ digest }) => layerFile(digest)),
      },
    ]),
  );
  let done = 0;
  async function* counted(digest: Digest): AsyncGenerator<Uint8Array> {
    for await (const chunk of folder.read(digest)) {
      done += chunk.length;
      onBytes(done);
      yield chunk;
    }
  }
  return packTar([
    file('manifest.json', manifest.length, [manifest]),
    file(config, configBytes, folder.read(release.imageId)),
    ...included.map(({ digest, bytes }) => file(layerFile(digest), bytes, counted(digest))),
  ]);
};
