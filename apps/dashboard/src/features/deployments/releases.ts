import { formatBytes } from '@/browser/words/format.ts';
import type { MatrixView } from './live-matrix.ts';

export type Release = MatrixView['nanoservices'][number]['releases'][number];

/**
 * The size of a release's image. Of one that is pulled only the packed size is known, until a
 * device says what it takes there.
 */
export const imageSize = (
  release: { bytes: number; pulled: boolean },
  onDevice: number | null,
): { bytes: number | null; text: string } => {
  const bytes = release.pulled ? onDevice : release.bytes;
  return {
    bytes,
    text: bytes === null ? `${formatBytes(release.bytes)} packed` : formatBytes(bytes),
  };
};

interface Share {
  count: number;
  bytes: number;
}

const sum = (layers: Release['layers']): Share => ({
  count: layers.length,
  bytes: layers.reduce((total, { bytes }) => total + bytes, 0),
});

/**
 * The release's layers that no other release of any nanoservice has, and those that others have,
 * too.
 */
export const layerShares = (
  release: Pick<Release, 'id' | 'layers'>,
  all: readonly { releases: readonly Pick<Release, 'id' | 'layers'>[] }[],
): { own: Share; shared: Share } => {
  const others = new Set(
    all.flatMap(({ releases }) =>
      releases
        .filter(({ id }) => id !== release.id)
        .flatMap(({ layers }) => layers.map(({ digest }) => digest)),
    ),
  );
  return {
    own: sum(release.layers.filter(({ digest }) => !others.has(digest))),
    shared: sum(release.layers.filter(({ digest }) => others.has(digest))),
  };
};
