import { inList } from '../lists.ts';
import { plural } from '../numbers.ts';

/** What `nanoedge calibrate` says and asks. */
export const calibratingLines = {
  noController: 'No main-controller is deployed; deploy one first.',
  severalControllers: (devices: string): string =>
    `There are several main-controllers; name the --device: ${devices}`,
  noKey: (text: string): string =>
    `Nobody carries the key "${text}" or has that name with a key; ./nanoedge calibrate --help`,
  noZone: (text: string, zones: string): string =>
    `There is no zone "${text}" to teach. There are: ${zones}`,
  badSeconds: (text: string): string => `--seconds must be 5 to 600, not "${text}".`,
  needsAnswers: 'Standard input is no terminal; give --yes to be asked nothing.',
  begin: (zone: string, seconds: number): string =>
    `Stand in ${zone} for ${String(seconds)} s. Enter begins, s skips, r repeats the zone before, q cancels: `,
  standing: (zone: string, left: number, heard: string): string =>
    `${zone}: ${String(left)} s more; ${heard}`,
  heard: (reports: readonly { name: string; reports: number }[]): string =>
    reports.length === 0
      ? 'nothing heard'
      : inList(reports.map(({ name, reports: count }) => `${name} ${String(count)}`)),
  taught: (zone: string, heard: string): string => `${zone}: ${heard}`,
  silent: (zone: string): string =>
    `${zone}: no scanner heard the key. Repeat it, or go on without: then the plan says what to expect there.`,
  use: (zones: number, all: number): string =>
    `Taught ${String(zones)} of ${plural(all, 'zone')}. Enter uses it, q cancels: `,
  cancelled: 'Cancelled; nothing has changed.',
  nothing: 'No zone was taught; nothing has changed.',
  none: 'Not calibrated: what scanners hear is guessed from zones and doors.',
  lesson: (at: string, taught: number, all: number): string =>
    `Calibrated ${at}, ${String(taught)} of ${plural(all, 'zone')}`,
  untaught: (zones: string): string => `Not taught, expected by the plan: ${zones}`,
  newScanners: (zones: string): string =>
    `The lesson knows nothing of the scanners that came later: ${zones}`,
  undoTo: {
    lesson: './nanoedge calibrate undo goes back to the lesson before',
    uncalibrated: './nanoedge calibrate undo goes back to none',
  },
} as const;
