import type { MatrixView } from './live-matrix.ts';

export type ReleaseDetail = MatrixView['nanoservices'][number]['releases'][number];

interface Share {
  count: number;
  bytes: number;
}

const sum = (layers: ReleaseDetail['layers']): Share => ({
  count: layers.length,
  bytes: layers.reduce((total, { bytes }) => total + bytes, 0),
});

/**
 * The release's layers that no other release of any nanoservice has, and those that others have,
 * too.
 */
export const layerShares = (
  release: Pick<ReleaseDetail, 'id' | 'layers'>,
  all: readonly { releases: readonly Pick<ReleaseDetail, 'id' | 'layers'>[] }[],
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
