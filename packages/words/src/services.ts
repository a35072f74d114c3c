import type { ReportedService } from '@nanoedge/protocol';
import type { Tone } from './tone.ts';

/** What the state of a service is called, and what it means. */
export const serviceWord: Record<ReportedService['state'], { word: string; tone: Tone }> = {
  'missing-image': { word: 'image missing', tone: 'attention' },
  creating: { word: 'creating', tone: 'attention' },
  starting: { word: 'starting', tone: 'attention' },
  answering: { word: 'answering', tone: 'ok' },
  unhealthy: { word: 'unhealthy', tone: 'broken' },
  'backing-off': { word: 'backing off', tone: 'broken' },
  stopping: { word: 'stopping', tone: 'attention' },
  stopped: { word: 'stopped on purpose', tone: 'attention' },
  failed: { word: 'failed', tone: 'broken' },
};
