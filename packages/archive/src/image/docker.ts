import path from 'node:path';
import { Digest } from '@nanoedge/protocol';
import { DockerManifest } from './documents.ts';
import type { ImageDescription, NamedPart, Part, Unpacked, UnpackedArchive } from './parts.ts';

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

/** The images of an archive of `docker save`, of any age; none where it lists none. */
export const describeDocker = async <T extends Part>(
  archive: UnpackedArchive<T>,
  manifest: Unpacked<T>,
): Promise<ImageDescription[]> => {
  const images = await archive.document(DockerManifest, manifest, 'manifest.json');
  return images.map(({ RepoTags, Config, Layers }) => ({
    reference: RepoTags?.[0] ?? null,
    config: named(Config),
    layers: (Layers ?? []).map(named),
  }));
};
