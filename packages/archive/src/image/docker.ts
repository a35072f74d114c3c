import path from 'node:path';
import { Digest } from '@nanoedge/protocol';
import { imageArchiveRefusals } from '@nanoedge/words';
import { DockerManifest } from './documents.ts';
import {
  severalImages,
  type ImageDescription,
  type NamedPart,
  type Part,
  type Unpacked,
  type UnpackedArchive,
} from './parts.ts';
import { ImageRefused } from './refused.ts';

/**
 * Files that carry the digest of their bytes in their names, as in an OCI layout and in archives of
 * some builders.
 */
const claimedBy = (name: string): Digest | null => {
  const hex = /^(?:sha256:)?([0-9a-f]{64})(?:\.json|\.tar|\.tar\.gz)?$/.exec(
    path.posix.basename(name),
  )?.[1];
  return hex === undefined ? null : Digest.parse(`sha256:${hex}`);
};

const named = (name: string): NamedPart => ({ name, claimed: claimedBy(name) });

/** The image of an archive of `docker save`, of any age. */
export const describeDocker = async <T extends Part>(
  archive: UnpackedArchive<T>,
  manifest: Unpacked<T>,
): Promise<ImageDescription> => {
  const images = await archive.document(DockerManifest, manifest, 'manifest.json');
  const [image] = images;
  if (image === undefined) throw new ImageRefused(imageArchiveRefusals.noneSaved);
  if (images.length > 1)
    throw severalImages(images.map(({ RepoTags, Config }) => RepoTags?.[0] ?? Config));
  return {
    reference: image.RepoTags?.[0] ?? null,
    config: named(image.Config),
    layers: (image.Layers ?? []).map(named),
  };
};
