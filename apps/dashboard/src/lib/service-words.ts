import type { NanoserviceName, ReportedService } from '@nanoedge/protocol';
import type { Tone } from './tone.ts';

/**
 * The six nanoservices in the order of the paper's Fig. 3, with their short names and Table IV's
 * image sizes in MB.
 */
export const nanoservices: readonly {
  name: NanoserviceName;
  short: string;
  title: string;
  paperMb: number;
}[] = [
  { name: 'presence-detection', short: 'PD', title: 'Presence detection', paperMb: 92.4 },
  { name: 'main-controller', short: 'MCS', title: 'Main controller', paperMb: 92.2 },
  { name: 'bluetooth-scanner', short: 'BS', title: 'Bluetooth scanner', paperMb: 93.7 },
  { name: 'authentication-engine', short: 'AE', title: 'Authentication engine', paperMb: 137.1 },
  { name: 'user-guidance', short: 'UG', title: 'User guidance', paperMb: 73.9 },
  { name: 'meeting-room', short: 'MRS', title: 'Meeting room', paperMb: 92.1 },
];

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
