import type { MatrixView } from './live-matrix.ts';

type Status = MatrixView['deployments'][number]['status'];

/**
 * What its device said of a deployment last, however long ago; null when it never said anything.
 */
export const lastSaid = (status: Status) =>
  status.kind === 'known' ? status.service : status.kind === 'unknown' ? status.last : null;

/** The version that runs, where it is known to be another than the wanted one. */
export const runsInstead = ({
  status,
  release,
}: Pick<MatrixView['deployments'][number], 'status' | 'release'>): string | null =>
  status.kind === 'known' && status.service.version !== release.version
    ? status.service.version
    : null;
