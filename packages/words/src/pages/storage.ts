import { formatBytes, formatLimit } from '../bytes.ts';
import { decimal, percent, plural } from '../numbers.ts';

const keptDays = (days: number): string => (days === 0 ? 'for ever' : plural(days, 'day'));

/** What the Storage page says. */
export const storageWords = {
  title: 'Storage',
  subtitle: 'What takes how much room, and how long is it kept?',
  unread: 'What is stored could not be measured',
  summary: 'Room',
  database: 'Database',
  files: 'Files',
  free: 'Free on the disk',
  freeOf: (free: number, total: number): string => `${formatBytes(free)} of ${formatBytes(total)}`,
  takenOf: (bytes: number, limit: number): string =>
    `${formatBytes(bytes)} of ${formatLimit(limit)}`,
  /** From which part of its bound on somebody should know. */
  fillingFrom: 0.8,
  /** Below which part of the disk somebody should know. */
  scarceBelow: 0.1,
  scarce: 'little',
  cleaned: 'Old history deleted',
  notCleaned: 'not yet since the start',
  cleanedWhen: 'What is beyond its days is deleted every quarter of an hour.',
  cleanedRows: (rows: number): string => `: ${rows === 0 ? 'nothing' : plural(rows, 'row')}`,
  inDatabase: 'In the database',
  kind: 'Kind',
  rows: 'Rows, about',
  size: 'Size',
  oldest: 'Oldest',
  kept: 'Kept',
  keptDays,
  /** Which setting says how long. */
  setBy: (name: string): string => `The dashboard is started with ${name}; 0 keeps it for ever.`,
  asFiles: 'Files beside it',
  count: 'Files',
  onDevices: 'Waiting on devices',
  whatWaits:
    'Events that the dashboard has not stored yet. A device that runs out of room gives up what was sensed first, and says how much.',
  device: 'Device',
  waiting: 'Events',
  waitingBytes: 'Size',
  used: 'Room used',
  said: 'Said',
  neverSaid: 'not said yet',
  noDevices: 'There is no device yet',
  ofMost: (count: number, most: number): string => `${decimal(count, 0)} of ${decimal(most, 0)}`,
  bytesOfMost: (bytes: number, most: number): string =>
    `${formatBytes(bytes)} of ${formatBytes(most)}`,
  share: percent,
} as const;

/** What takes room in the database, and which setting says how long it is kept. */
export const storedKindWords = {
  events: { name: 'Events', setting: 'NANOEDGE_KEEP_EVENTS_DAYS' },
  journeys: { name: 'Journeys', setting: 'NANOEDGE_KEEP_EVENTS_DAYS' },
  audit: { name: 'Changes by people', setting: 'NANOEDGE_KEEP_AUDIT_DAYS' },
  runs: { name: 'Runs with their steps', setting: 'NANOEDGE_KEEP_RUNS_DAYS' },
  attendance: { name: 'Attendance', setting: 'NANOEDGE_KEEP_ATTENDANCE_DAYS' },
  meetings: { name: 'Meetings', setting: 'NANOEDGE_KEEP_MEETINGS_DAYS' },
  snapshots: { name: 'List of snapshots', setting: null },
  rest: { name: 'The rest', setting: null },
} as const;

/** What is kept as files, and how that is bounded. */
export const storedFileWords = {
  images: { name: 'Images', bound: () => 'while a release has them' },
  snapshots: { name: 'Snapshots', bound: () => 'by the rule of Snapshots' },
  content: {
    name: 'Content of meetings',
    bound: (removedDays: number) =>
      removedDays === 0 ? 'for ever' : `while a meeting has it, then ${keptDays(removedDays)}`,
  },
  logs: { name: 'Logs', bound: () => '8 MB and three parts of each process' },
} as const;
