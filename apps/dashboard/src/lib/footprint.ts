import type { MatrixView } from './live/matrix.ts';

export type FootprintFigures = {
  version: string | null;
  imageBytes: number | null;
  /** The largest of the service's containers, in bytes. */
  memoryBytes: number | null;
  /** The slowest initiation, in ms. */
  initiationMs: number | null;
  running: number;
  wanted: number;
};

const largest = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((most, value) => (value === null ? most : Math.max(most ?? value, value)), null);

/** What one nanoservice costs over all its deployments: the worst of each figure, because an average would flatter. */
export const footprintOf = (matrix: MatrixView, name: string): FootprintFigures => {
  const own = matrix.deployments.filter(({ nanoservice }) => nanoservice === name);
  const reported = own.flatMap(({ status }) =>
    status.kind === 'known' ? [status.service] : status.kind === 'unknown' && status.last !== null ? [status.last] : [],
  );
  const newest = matrix.nanoservices.find((entry) => entry.name === name)?.releases[0];
  return {
    version: own[0]?.release.version ?? newest?.version ?? null,
    imageBytes: own[0]?.release.bytes ?? newest?.bytes ?? null,
    memoryBytes: largest(reported.map(({ memoryBytes }) => memoryBytes)),
    initiationMs: largest(reported.map(({ initiationMs }) => initiationMs)),
    running: own.filter(({ status }) => status.kind === 'known' && status.service.state === 'answering').length,
    wanted: own.length,
  };
};
