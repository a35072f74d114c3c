import { RunOutcome, RunStepName, RunStepState, SnapshotReason } from '@nanoedge/protocol';
import { isTimeZone, ownZone } from '@nanoedge/base';
import * as z from 'zod/mini';

/**
 * The parts of the dashboard's answers that the commands read; the rest passes through to `--json`.
 */
const SiteRow = z.looseObject({
  id: z.string(),
  /** A dashboard that says none, or one that is not known here: the zone of this terminal. */
  timeZone: z.pipe(
    z.optional(z.string()),
    z.transform((zone) => (zone !== undefined && isTimeZone(zone) ? zone : ownZone())),
  ),
});

/** What is read of an answer, without what passes through. */
type Known<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

const RunStepRow = z.looseObject({
  step: RunStepName,
  state: RunStepState,
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  bytes: z.nullable(z.number()),
  totalBytes: z.nullable(z.number()),
  detail: z.nullable(z.string()),
});
export type RunStepRow = Known<z.infer<typeof RunStepRow>>;

const RunRow = z.looseObject({
  id: z.string(),
  kind: z.string(),
  deviceName: z.string(),
  name: z.string(),
  version: z.nullable(z.string()),
  fromVersion: z.nullable(z.string()),
  state: z.union([z.enum(['queued', 'running']), RunOutcome]),
  requestedAt: z.number(),
  finishedAt: z.nullable(z.number()),
  steps: z.array(RunStepRow),
  reason: z.nullable(z.string()),
  exitCode: z.nullable(z.number()),
  logLines: z.array(z.string()),
  snapshot: z.nullable(z.string()),
  waiting: z.nullable(z.string()),
  undoable: z.boolean(),
  deploymentMs: z.nullable(z.number()),
  initiationMs: z.nullable(z.number()),
  sentBytes: z.number(),
});
export type RunRow = Omit<Known<z.infer<typeof RunRow>>, 'steps'> & { steps: RunStepRow[] };

const ReleaseRow = z.looseObject({
  id: z.string(),
  nanoservice: z.string(),
  version: z.string(),
  spec: z.record(z.string(), z.unknown()),
});
export type ReleaseRow = Omit<Known<z.infer<typeof ReleaseRow>>, 'spec'> & { spec: object };

const DeploymentRow = z.looseObject({
  id: z.string(),
  name: z.string(),
  device: z.string(),
  nanoservice: z.string(),
  release: z.looseObject({ id: z.string() }),
  config: z.record(z.string(), z.unknown()),
  peers: z.array(z.string()),
  version: z.number(),
});
export type DeploymentRow = Known<z.infer<typeof DeploymentRow>>;

/** What there is at a site: its nanoservices, its devices and what is deployed. */
const Inventory = z.looseObject({
  nanoservices: z.array(z.looseObject({ name: z.string(), releases: z.array(ReleaseRow) })),
  devices: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  deployments: z.array(DeploymentRow),
});
export interface Inventory {
  nanoservices: { name: string; releases: ReleaseRow[] }[];
  devices: { id: string; name: string }[];
  deployments: DeploymentRow[];
}

/** What an image says of itself; null: nothing. */
const Manifest = z.nullable(z.looseObject({ name: z.string() }));

export const SnapshotRow = z.looseObject({
  id: z.string(),
  deviceName: z.string(),
  name: z.string(),
  version: z.string(),
  reason: SnapshotReason,
  takenAt: z.number(),
  bytes: z.number(),
  files: z.number(),
  digest: z.string(),
  reclaimable: z.boolean(),
});
export type SnapshotRow = Known<z.infer<typeof SnapshotRow>>;

const SnapshotList = z.looseObject({
  snapshots: z.array(SnapshotRow),
  retention: z.object({ keepCount: z.number(), keepDays: z.number() }),
  totalBytes: z.number(),
  reclaimableBytes: z.number(),
});

/** What takes how much room; its parts pass through. */
const StorageReport = z.looseObject({
  at: z.number(),
  database: z.looseObject({ bytes: z.number() }),
  kept: z.record(z.string(), z.number()),
});
export type StorageReport = Known<z.infer<typeof StorageReport>>;

const NamedZoneRow = z.looseObject({ zone: z.string(), name: z.string() });

const CalibrationRow = z.looseObject({
  deployment: z.string(),
  zones: z.array(NamedZoneRow),
  scanners: z.array(NamedZoneRow),
  lesson: z.nullable(
    z.looseObject({
      taughtAt: z.number(),
      taught: z.array(NamedZoneRow),
      untaught: z.array(NamedZoneRow),
      newScanners: z.array(NamedZoneRow),
    }),
  ),
  undoTo: z.nullable(z.enum(['lesson', 'uncalibrated'])),
});
export type CalibrationRow = Known<z.infer<typeof CalibrationRow>>;

const ProgressRow = z.nullable(
  z.looseObject({
    now: z.nullable(z.looseObject({ leftMs: z.number() })),
    zones: z.array(
      z.looseObject({
        zone: z.string(),
        heard: z.array(z.looseObject({ scanner: z.string(), reports: z.number() })),
      }),
    ),
  }),
);
export type ProgressRow = z.infer<typeof ProgressRow>;

const PersonRow = z.looseObject({
  name: z.string(),
  keys: z.array(z.looseObject({ shown: z.string() })),
});

const AccountRow = z.looseObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['viewer', 'organiser', 'admin']),
  disabledAt: z.nullable(z.number()),
  sessions: z.number(),
});
export type AccountRow = Known<z.infer<typeof AccountRow>>;

const AccountLinkRow = z.looseObject({
  id: z.string(),
  kind: z.enum(['invitation', 'reset']),
  name: z.string(),
  email: z.string(),
  role: z.enum(['viewer', 'organiser', 'admin']),
  by: z.string(),
  until: z.number(),
});
export type AccountLinkRow = Known<z.infer<typeof AccountLinkRow>>;
const MadeLinkRow = z.looseObject({ link: AccountLinkRow, url: z.string() });

const ScreensRow = z.looseObject({
  screens: z.array(
    z.looseObject({
      id: z.string(),
      address: z.string(),
      browser: z.string(),
      open: z.boolean(),
    }),
  ),
  waiting: z.number(),
});
export type ScreensRow = Known<z.infer<typeof ScreensRow>>;

const DeviceWithThings = z.looseObject({
  id: z.string(),
  name: z.string(),
  things: z.array(z.looseObject({ kind: z.string() })),
});

export const answers = {
  'accounts.list': z.array(AccountRow),
  'accounts.disable': AccountRow,
  'accounts.enable': AccountRow,
  'accounts.signOut': AccountRow,
  'accounts.setRole': AccountRow,
  'accounts.resetPassword': z.looseObject({ account: AccountRow, password: z.string() }),
  'accounts.invite': MadeLinkRow,
  'accounts.resetByLink': MadeLinkRow,
  'accounts.links': z.array(AccountLinkRow),
  'accounts.withdraw': AccountLinkRow,
  'calibration.get': CalibrationRow,
  'calibration.teach': ProgressRow,
  'calibration.progress': ProgressRow,
  'calibration.cancel': z.looseObject({ cancelled: z.boolean() }),
  'calibration.finish': RunRow,
  'calibration.undo': RunRow,
  'devices.list': z.array(DeviceWithThings),
  'devices.screens': ScreensRow,
  'devices.approveScreen': ScreensRow,
  'devices.revokeScreen': ScreensRow,
  'people.list': z.array(PersonRow),
  'site.list': z.array(SiteRow),
  'nanoservices.matrix': Inventory,
  'nanoservices.create': ReleaseRow,
  'nanoservices.manifest': Manifest,
  'deployments.add': z.array(RunRow),
  'deployments.change': RunRow,
  'deployments.remove': RunRow,
  'deployments.undo': RunRow,
  'runs.list': z.array(RunRow),
  'runs.get': RunRow,
  'snapshots.list': SnapshotList,
  'snapshots.restore': RunRow,
  'storage.get': StorageReport,
};
