import type { Gathered, Grouped } from '@nanoedge/base';
import type {
  Ack,
  CalibrateRequest,
  CalibrationState,
  ChangedEntity,
  DesiredState,
  DeviceId,
  DeviceStatus,
  DrillAnswer,
  DrillCommand,
  LogAnswer,
  LogRequest,
  ScreensRequest,
  ScreensState,
  SimulateCommand,
  SiteId,
  StoredEvent,
} from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Db } from '../db/client.ts';
import type { Ingested, Sent } from './ingest-port.ts';
import type { TryPdf } from './pdf-port.ts';
import type { TryPicture } from './picture-port.ts';
import type { RegistryPort } from './registry-port.ts';
import type { Housekeeping } from './housekeeping-port.ts';
import type { DashboardIdentity } from './identity-port.ts';
import type { SealPort } from './seal-port.ts';
import type { TryPort } from './try-port.ts';
import type { VaultPort } from './vault-port.ts';
import type { BlobStore, DiskUsage, ImageStore, SnapshotFiles } from './storage-ports.ts';

/** Tells the browsers of a site what happened. Never throws; nobody may be listening. */
export interface LivePort {
  changed: (site: SiteId, entity: ChangedEntity) => void;
  events: (site: SiteId, events: StoredEvent[]) => void;
  device: (site: SiteId, status: DeviceStatus) => void;
  /** What a user was let see is not theirs any more: their links end, and they may ask anew. */
  revoked: (users: readonly string[]) => void;
}

/**
 * The agents' links. `pushDesired` is for a connected agent only and does nothing for others, which
 * ask at their hello.
 */
export interface AgentsPort {
  connected: (device: DeviceId) => boolean;
  pushDesired: (device: DeviceId, desired: DesiredState) => void;
  /** Resolves with how many of the devices took the command within five seconds. */
  simulate: (devices: DeviceId[], command: SimulateCommand) => Promise<number>;
  /** Resolves with the agent's answer; null when it gave none within five seconds, or said no. */
  drill: (device: DeviceId, command: DrillCommand) => Promise<DrillAnswer | null>;
  /** Of the browsers that show its room screen, or why not; null when the device gives no answer. */
  screens: (device: DeviceId, request: ScreensRequest) => Promise<Ack<ScreensState> | null>;
  /** Ends the link of a device that may not have it any more; another try has to prove itself anew. */
  disconnect: (device: DeviceId) => void;
  /** Null when the device does not give it within five seconds. */
  readLog: (device: DeviceId, request: LogRequest) => Promise<LogAnswer | null>;
  /** What its main-controller says, or why it does not; null when the device gives no answer. */
  calibrate: (device: DeviceId, request: CalibrateRequest) => Promise<Ack<CalibrationState> | null>;
}

/** What the use cases need of the outside. `now` gives epoch milliseconds. */
export interface Deps {
  db: Db;
  now: () => number;
  log: Logger;
  blobs: BlobStore;
  tryPdf: TryPdf;
  tryPicture: TryPicture;
  images: ImageStore;
  registry: RegistryPort;
  vault: VaultPort;
  identity: DashboardIdentity;
  /** Where browsers find this dashboard, as an origin. */
  address: string;
  /** How much may be uploaded for meetings, by one account and by all; 0: without a bound. */
  uploadLimits: { accountBytes: number; allBytes: number };
  /** How much all images and all snapshots may take here; 0: without a bound. */
  storeLimits: { imageBytes: number; snapshotBytes: number };
  /** Passwords that somebody says are their own, by account. */
  passwordTries: TryPort;
  /** The secrets by which people sign in. */
  accountSecrets: SealPort;
  snapshots: SnapshotFiles;
  disk: DiskUsage;
  housekeeping: Housekeeping;
  live: LivePort;
  agents: AgentsPort;
  /** The desired state of each site is brought up to date for all who ask at once. */
  refreshes: Map<SiteId, Grouped<DeviceId[]>>;
  /** One group after the other, in this process: events are shown in the order of their ids. */
  ingest: Gathered<Sent, Ingested>;
}
