/** A nanoservice of the paper's Fig. 3: its short name there, and its image's size in Table IV. */
export interface PaperNanoservice {
  name: string;
  short: string;
  paperMb: number;
}

/** Those of the paper in its order, to compare with; every other word comes from the images. */
export const paperNanoservices: readonly PaperNanoservice[] = [
  { name: 'presence-detection', short: 'PD', paperMb: 92.4 },
  { name: 'main-controller', short: 'MCS', paperMb: 92.2 },
  { name: 'bluetooth-scanner', short: 'BS', paperMb: 93.7 },
  { name: 'authentication-engine', short: 'AE', paperMb: 137.1 },
  { name: 'user-guidance', short: 'UG', paperMb: 73.9 },
  { name: 'meeting-room', short: 'MRS', paperMb: 92.1 },
];
