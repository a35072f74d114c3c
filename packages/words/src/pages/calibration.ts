import { plural } from '../numbers.ts';

/** What the page of a device says of a calibration. */
export const calibrationPanelWords = {
  title: 'Calibration',
  none: 'Not calibrated: where people are is guessed from zones and doors.',
  lesson: {
    before: 'Calibrated ',
    after: (taught: number, zones: number): string =>
      `, ${String(taught)} of ${plural(zones, 'zone')}.`,
  },
  untaught: (zones: string): string => `Not taught, expected by the plan: ${zones}.`,
  newScanners: (zones: string): string => `The lesson knows nothing of the scanner of: ${zones}.`,
  how: 'To calibrate: ./nanoedge calibrate --key NAME',
  undo: { lesson: 'Back to the lesson before', uncalibrated: 'Back to uncalibrated' },
  undone: 'The lesson before comes back',
  unread: 'The calibration could not be read',
} as const;
