import { Digest, type Release } from '@nanoedge/protocol';
import { manifestDigestOf } from './save.ts';

type Identified = Pick<Release, 'imageId' | 'image' | 'archive' | 'pull'>;

const pinned = (reference: string): Digest | null => {
  const { success, data } = Digest.safeParse(reference.split('@')[1]);
  return success ? data : null;
};

/**
 * The digest of the release's image manifest: of the one that its archive is loaded with, or of the
 * one that its reference is pinned to. null where neither says.
 */
const manifestOf = ({ imageId, image, archive, pull }: Identified): Digest | null => {
  if (archive !== null)
    return manifestDigestOf({ digest: imageId, bytes: archive.configBytes }, archive.layers);
  return pull ? pinned(image) : null;
};

/**
 * By what an engine may call the release's image: by the digest of its config where images lie in
 * a graph driver, by that of its manifest where they lie in containerd's image store.
 */
export const imageIdsOf = (release: Identified): Digest[] => {
  const manifest = manifestOf(release);
  return manifest === null ? [release.imageId] : [release.imageId, manifest];
};
