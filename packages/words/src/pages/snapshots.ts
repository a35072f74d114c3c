import { plural } from '../numbers.ts';

/** What the Snapshots page says, and the panel of one deployment's snapshots. */
export const snapshotsWords = {
  title: 'Snapshots',
  subtitle: 'What was kept of what ran, and what does keeping it cost?',
  find: 'Find a snapshot',
  unread: 'The snapshots could not be read',
  none: 'No snapshot yet',
  whatComes:
    'Before a nanoservice is removed or gets another release, a snapshot of its volumes, config and release is stored here. You can also upload one that you downloaded before.',
  whenTaken: 'One is taken by itself before every removal and every change of release.',
  toNanoservices: 'Go to Nanoservices',
  noneFound: 'No snapshot has that name',
  showAll: 'Show all',
  space: 'Space',
  take: 'They take',
  reclaimable: 'Reclaimable',
} as const;

/** What the table of snapshots says. */
export const snapshotTableWords = {
  actionsFor: (name: string, device: string): string =>
    `Actions for the snapshot of ${name} on ${device}`,
  restore: 'Restore…',
  details: 'Files and hashes',
  download: 'Download',
  delete: 'Delete…',
  deployed: 'deployed now',
  notDeployed: 'not deployed',
  reclaimable: 'reclaimable',
  kept: 'kept',
  release: 'Release',
  deployment: 'Deployment',
  device: 'Device',
  taken: 'Taken',
  when: 'When',
  size: 'Size',
  ofFiles: (size: string): string => `${size} of files`,
  files: 'Files',
  state: 'State',
  actions: 'Actions',
} as const;

/** What the details of one snapshot say. */
export const snapshotWords = {
  title: 'Snapshot',
  titleOf: (name: string): string => `Snapshot of ${name}`,
  missing: 'There is no such snapshot',
  missingWhy: 'It was deleted, by somebody or by the retention rule.',
  unread: 'The snapshot could not be read',
  volume: 'Volume',
  path: 'Path',
  size: 'Size',
  kinds: { file: 'file', directory: 'directory', symlink: 'symlink', fifo: 'pipe' },
  sha256: 'SHA-256',
  hashOfPath: (path: string): string => `hash of ${path}`,
  noFiles: 'It has no files: the deployment had no volume, or the volume was empty.',
  filesOf: 'Files of the snapshot',
  device: 'Device',
  release: 'Release',
  taken: 'Taken',
  stored: 'Stored and checked',
  later: (span: string): string => `${span} later`,
  compressed: 'Compressed',
  files: 'Files',
  filesAndSize: (files: number, size: string): string => `${files}, ${size}`,
  hash: 'Hash of the snapshot',
  hashLabel: 'hash of the snapshot',
  volumesHash: 'Hash of its volumes',
  volumesHashLabel: 'hash of its volumes',
  image: 'Image',
  imageId: 'image id',
  config: 'Config',
  download: 'Download',
} as const;

interface DeletedSnapshot {
  device: string;
  files: number;
  size: string;
  /** Its deployment runs now. */
  inUse: boolean;
}

/** What the dialogs that delete and restore a snapshot say. */
export const snapshotDialogWords = {
  wasDeleted: (name: string): string => `The snapshot of ${name} was deleted`,
  deleteTitle: (name: string): string => `Delete this snapshot of ${name}?`,
  /** What is lost; when it was taken stands between the two parts. */
  deleteWhat: ({ device, files, size, inUse }: DeletedSnapshot) => ({
    before: `It was taken on ${device} `,
    after: ` and has ${plural(files, 'file')}, ${size}. Nothing can bring it back.${
      inUse ? '' : ' The deployment does not run now, so Undo is gone with it.'
    }`,
  }),
  restoreTitle: (name: string): string => `Restore ${name}`,
  asItWas: (device: string, when: string, version: string): string =>
    `As it was on ${device} on ${when}, release ${version}.`,
  device: 'Device',
  whereFrom: (device: string): string => `${device} (where it came from)`,
  restore: 'Restore',
} as const;

/** What the rule of retention says. */
export const retentionWords = {
  changed: 'The retention rule was changed',
  title: 'How long they are kept',
  keepCount: 'Of each deployment, keep',
  keepCountHint: 'the newest stays while the deployment does',
  keepDays: 'Not older than (days)',
  keepDaysHint: (least: number, most: number): string => `${least} to ${most}`,
  saving: 'Saving…',
  save: 'Save the rule',
  reclaimed: (snapshots: number, size: string): string =>
    `${plural(snapshots, 'snapshot')} deleted, ${size} reclaimed`,
  reclaim: 'Delete what is reclaimable',
  reclaimTitle: (snapshots: number): string => `Delete ${plural(snapshots, 'snapshot')}?`,
  reclaimWhat: (size: string): string =>
    `They are beyond what the rule keeps; ${size} become free. The newest of each deployment that was not removed stays.`,
} as const;

/** What the upload of a snapshot says. */
export const snapshotUploadWords = {
  stored: (name: string): string => `The snapshot of ${name} was checked and stored`,
  notTaken: (file: string, why: string): string => `${file} was not taken: ${why}`,
  upload: 'Upload',
  sending: (sent: string, size: string): string => `Sending ${sent} of ${size}`,
  checking: 'Checking every hash…',
  file: 'Snapshot to upload',
} as const;
