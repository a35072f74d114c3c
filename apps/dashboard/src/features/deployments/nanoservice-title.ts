import type { MatrixView } from './live-matrix.ts';

/** What a nanoservice is called on screen: as its image says, else its name. */
export const nanoserviceTitle = (
  matrix: Pick<MatrixView, 'nanoservices'> | undefined,
  name: string,
): string => matrix?.nanoservices.find((known) => known.name === name)?.title ?? name;
