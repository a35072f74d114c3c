import type { NanoserviceName } from '@nanoedge/protocol';

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

/** What a nanoservice is called on screen: the six by their titles, created ones by their names. */
export const nanoserviceTitle = (name: string): string =>
  nanoservices.find((entry) => entry.name === name)?.title ?? name;
