import { serviceWord, type Tone } from '@nanoedge/words';
import type { MatrixView } from './live-matrix.ts';

type Status = MatrixView['deployments'][number]['status'];

/**
 * What its device said of a deployment last, however long ago; null when it never said anything.
 */
export const lastSaid = (status: Status) =>
  status.kind === 'known' ? status.service : status.kind === 'unknown' ? status.last : null;

/** What a deployment does in a word; nothing that is old passes for known. */
export const deploymentWord = (status: Status): { word: string; tone: Tone } => {
  if (status.kind === 'silent') return { word: 'not reported yet', tone: 'unknown' };
  if (status.kind === 'unknown')
    return {
      word: status.last === null ? 'unknown' : `was ${serviceWord[status.last.state].word}`,
      tone: 'unknown',
    };
  return serviceWord[status.service.state];
};

/** The version that runs, where it is known to be another than the wanted one. */
export const runsInstead = ({
  status,
  release,
}: Pick<MatrixView['deployments'][number], 'status' | 'release'>): string | null =>
  status.kind === 'known' && status.service.version !== release.version
    ? status.service.version
    : null;
