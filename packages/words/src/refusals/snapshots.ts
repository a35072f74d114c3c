import type { RefusalWords } from './refusal-words.ts';

/** Why a snapshot is not stored, deleted or restored. */
export const snapshotRefusals = {
  full: (limit: string): RefusalWords => ({
    message: `With this snapshot there would be more than ${limit} of snapshots here.`,
    remedy: [
      'Delete some that nobody needs on the page Snapshots, or let its rule keep fewer.',
      'Or ask whoever runs the dashboard for more (NANOEDGE_SNAPSHOTS_ALL_MB).',
    ].join(' '),
  }),
  tooLarge: { message: 'The snapshot is larger than 4 GB.' },
  /** `why` as the reader of snapshots says it. */
  notRestorable: (id: string, why: string): RefusalWords => ({
    message: `The snapshot “${id}” cannot be restored: ${why}`,
    remedy: 'Choose another snapshot, or upload a sound copy of it.',
  }),
  fileMissing: (id: string): RefusalWords => ({
    message: `The snapshot “${id}” cannot be restored: its file is missing.`,
    remedy: 'Choose another snapshot, or upload a sound copy of it.',
  }),
  needed: {
    message: 'A change that goes on needs this snapshot.',
    remedy: 'Wait until it has ended, or cancel it.',
  },
  otherDevice: {
    message: 'The snapshot is of another device.',
    remedy: 'Ask an administrator.',
  },
  foreignDeployment: (deployment: string): RefusalWords => ({
    message: `The snapshot is of the deployment “${deployment}”, which this device never had.`,
    remedy: 'Ask an administrator.',
  }),
  otherId: (id: string, sentAs: string): RefusalWords => ({
    message: `The snapshot “${id}” was sent as “${sentAs}”.`,
    remedy: 'Ask an administrator.',
  }),
  otherContent: (id: string): RefusalWords => ({
    message: `There is another snapshot “${id}” with other content.`,
    remedy: 'Snapshots are never overwritten.',
  }),
  /** `why` as the reader of snapshots says it. */
  unsound: (why: string): RefusalWords => ({
    message: `The snapshot is not sound: ${why}`,
    remedy: 'Take it again.',
  }),
  otherDigest: {
    message: 'What arrived does not have the SHA-256 that was announced.',
    remedy: 'Send it again.',
  },
  unknownNanoservice: (nanoservice: string): RefusalWords => ({
    message: `The snapshot is of the nanoservice “${nanoservice}”, which is not known here.`,
    remedy: 'Create that nanoservice first.',
  }),
} as const;
