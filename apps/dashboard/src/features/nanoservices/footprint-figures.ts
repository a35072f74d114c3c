import { footprintWords, imageSize } from '@nanoedge/words';
import { lastSaid } from '@/features/deployments/last-said.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';

export interface FootprintFigures {
  version: string | null;
  /** Null while nobody knows; then `imageText` says what is known. */
  imageBytes: number | null;
  imageText: string;
  /** The largest of the service's containers, in bytes. */
  memoryBytes: number | null;
  /** The slowest initiation, in ms. */
  initiationMs: number | null;
  running: number;
  wanted: number;
}

const largest = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>(
    (most, value) => (value === null ? most : Math.max(most ?? value, value)),
    null,
  );

/**
 * What one nanoservice costs over all its deployments: the worst of each figure, because an average
 * would flatter.
 */
export const footprintOf = (matrix: MatrixView, name: string): FootprintFigures => {
  const own = matrix.deployments.filter(({ nanoservice }) => nanoservice === name);
  const reported = own.flatMap(({ status }) => lastSaid(status) ?? []);
  const release =
    own[0]?.release ?? matrix.nanoservices.find((entry) => entry.name === name)?.releases[0];
  const image =
    release === undefined
      ? { bytes: null, text: footprintWords.unknown }
      : imageSize(release, largest(reported.map(({ imageBytes }) => imageBytes)));
  return {
    version: release?.version ?? null,
    imageBytes: image.bytes,
    imageText: image.text,
    memoryBytes: largest(reported.map(({ memoryBytes }) => memoryBytes)),
    initiationMs: largest(reported.map(({ initiationMs }) => initiationMs)),
    running: own.filter(
      ({ status }) => status.kind === 'known' && status.service.state === 'answering',
    ).length,
    wanted: own.length,
  };
};
