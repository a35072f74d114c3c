import { inList } from '../lists.ts';
import { plural } from '../numbers.ts';

interface HeardReports {
  name: string;
  reports: number;
}

const reportsOf = (heard: readonly HeardReports[]): string =>
  inList(heard.map(({ name, reports }) => `${name} (${plural(reports, 'report')})`));

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
  how: 'Carry a key through the zones, half a minute in each, and it learns how the scanners hear it there.',
  begin: 'Calibrate…',
  undo: { lesson: 'Back to the lesson before', uncalibrated: 'Back to uncalibrated' },
  undoFailed: 'It could not be undone',
  unread: 'The calibration could not be read',
  goesOn: {
    title: 'A calibration goes on',
    by: (name: string): string => `, begun by ${name}`,
    at: (zone: string): string => `Somebody stands in ${zone} now.`,
    between: (taught: number): string =>
      taught === 0 ? 'No zone was taught yet.' : `${plural(taught, 'zone')} taught so far.`,
    goOn: 'Go on with it…',
    forgotten: 'It is forgotten when nobody goes on with it for 15 minutes.',
  },
  discard: 'Throw away',
  discarded: 'Thrown away; nothing has changed',
  discardAsk: {
    title: 'Throw away this calibration?',
    why: 'What was taught so far is lost, and whoever is on the way through the zones has to begin anew. The lesson in use stays as it is.',
  },
} as const;

/** The dialog that guides somebody with a key through the zones. */
export const calibrateWords = {
  title: 'Calibrate',
  about: 'Nothing changes until you use what was taught.',
  key: 'Key that is carried',
  keyHint: 'Take the phone or tag along; it must be switched on.',
  keyOf: (person: string, key: string, label: string | null): string =>
    label === null ? `${person}: ${key}` : `${person}: ${label} (${key})`,
  noKeys: 'Nobody has a key yet. Give somebody one on the page People.',
  peopleUnread: 'The people could not be read',
  seconds: 'Seconds in each zone',
  secondsHint: '5 to 600; 30 are enough. Walk about in the zone meanwhile.',
  badSeconds: 'A zone is taught for 5 to 600 seconds.',
  zones: 'Zones, in this order',
  noZones: 'Tick at least one zone.',
  simulated: 'A simulated person carries it',
  simulatedHint: 'They go through all the zones by themselves.',
  go: 'Begin',
  goesOn: {
    go: 'Go on',
    has: (zones: readonly string[]): string =>
      zones.length === 0
        ? 'No zone was taught yet.'
        : `Taught already: ${inList(zones)}. Tick one to teach it again.`,
  },
  zoneOf: (at: number, all: number): string => `Zone ${String(at)} of ${String(all)}`,
  stand: (zone: string): string => `Stand in ${zone}, then press Start`,
  standWhy: (seconds: number): string =>
    `Walk about in it for ${plural(seconds, 'second')}, with the key on you.`,
  start: 'Start',
  starting: 'Starting…',
  skip: 'Skip',
  again: 'Again',
  next: 'Next',
  teaching: (zone: string): string => `Stay in ${zone}`,
  walks: (zone: string): string => `The simulated person is in ${zone}`,
  left: (seconds: number): string => `${plural(seconds, 'second')} more`,
  leftLabel: 'Time in this zone',
  hearing: 'Who hears the key',
  listening: 'Nothing heard yet; scanners begin to listen.',
  reports: (count: number): string => plural(count, 'report'),
  heardBy: (heard: readonly HeardReports[]): string => `Heard by ${reportsOf(heard)}.`,
  taught: (zone: string): string => `${zone} is taught`,
  silent: (zone: string): string => `Nothing was heard in ${zone}`,
  check:
    'Check that the key is switched on and sends, that it is the one you chose, and that the devices nearby are online. Without this zone the plan says what to expect there.',
  end: (taught: number, zones: number): string =>
    `${String(taught)} of ${plural(zones, 'zone')} taught`,
  outcome: {
    silent: 'Nothing was heard: the plan says what to expect there.',
    skipped: 'Skipped: the plan says what to expect there.',
  },
  nothing: 'No scanner heard the key in any zone, so there is nothing to use.',
  use: 'Use what was taught',
  using: 'Asking…',
  discard: 'Throw away',
  back: 'Back to the zones',
  stop: {
    title: 'Stop calibrating?',
    why: 'What was taught so far is thrown away. The lesson in use stays as it is.',
    goOn: 'Go on',
    failed: 'It could not be thrown away',
    leave: 'Close without an answer',
  },
  startFailed: 'This zone could not be started',
  askFailed: 'The device cannot be asked just now; it goes on there',
  finishFailed: 'It could not be put to use',
  startAnew: 'Begin anew',
  lost: 'The main-controller has started anew or forgotten what was taught. The lesson in use has not changed.',
} as const;
