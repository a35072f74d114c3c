import type { Readable } from 'node:stream';
import { saveImages, type SavedPart } from '@nanoedge/archive';
import type { Digest, Release } from '@nanoedge/protocol';
import { ownTagOf } from '../../engine/image-identity.ts';
import type { Blob } from './layer-download.ts';
import type { LayerFolder } from './layer-folder.ts';

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

export interface FetchedImage {
  release: Release;
  layers: readonly Blob[];
  /** The layers that go into the archive. */
  included: readonly Blob[];
  configBytes: number;
}

/**
 * An archive for the engine, from the files of the folder. `onBytes` hears how much of the included
 * layers was read.
 */
export const savedImage = (
  { release, layers, included, configBytes }: FetchedImage,
  folder: LayerFolder,
  onBytes: (bytes: number) => void,
): Readable => {
  let done = 0;
  async function* counted(digest: Digest): AsyncGenerator<Uint8Array> {
    for await (const chunk of folder.read(digest)) {
      done += chunk.length;
      onBytes(done);
      yield chunk;
    }
  }
  const part = ({ digest, bytes }: Blob): SavedPart => ({
    digest,
    bytes,
    read: () => counted(digest),
  });
  const config = {
    digest: release.imageId,
    bytes: configBytes,
    read: () => folder.read(release.imageId),
  };
  const sent = new Set(included.map(({ digest }) => digest));
  const leftOut = layers.map(({ digest }) => digest).filter((digest) => !sent.has(digest));
  const image = { tags: [ownTagOf(release)], config, layers: layers.map(part) };
  return saveImages([image], new Set(leftOut));
};
