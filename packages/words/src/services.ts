import type { ReportedService } from '@nanoedge/protocol';
import type { Tone } from './tone.ts';

/** What the state of a service is called, and what it means. */
export const serviceWord: Record<ReportedService['state'], { word: string; tone: Tone }> = {
  'missing-image': { word: 'image missing', tone: 'attention' },
  creating: { word: 'creating', tone: 'attention' },
  starting: { word: 'starting', tone: 'attention' },
  answering: { word: 'answering', tone: 'ok' },
  unhealthy: { word: 'unhealthy', tone: 'broken' },
  'backing-off': { word: 'trying again', tone: 'broken' },
  stopping: { word: 'stopping', tone: 'attention' },
  stopped: { word: 'stopped on purpose', tone: 'attention' },
  failed: { word: 'failing, tried slowly', tone: 'broken' },
};

/** Whether the device tries it again by itself, soon or slowly. */
export const isTriedAgain = (state: ReportedService['state']): boolean =>
  state === 'backing-off' || state === 'failed';

/** What a device says of a deployment now, said before it went silent, or never said. */
type DeploymentStatus =
  | { kind: 'silent' }
  | { kind: 'unknown'; last: Pick<ReportedService, 'state'> | null }
  | { kind: 'known'; service: Pick<ReportedService, 'state'> };

/** What a deployment does in a word; nothing that is old passes for known. */
export const deploymentWord = (status: DeploymentStatus): { word: string; tone: Tone } => {
  if (status.kind === 'silent') return { word: 'not reported yet', tone: 'unknown' };
  if (status.kind === 'unknown')
    return {
      word: status.last === null ? 'unknown' : `was ${serviceWord[status.last.state].word}`,
      tone: 'unknown',
    };
  return serviceWord[status.service.state];
};
