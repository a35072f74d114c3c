import type {
  DeviceId,
  DeviceStatus,
  LinkObjection,
  SiteId,
  StoredEvent,
  ThingName,
  ThingSpec,
  ZoneId,
} from '@nanoedge/protocol';
import type { DevicePlace } from '../../db/schema/index.ts';
import type { DeploymentView } from '../deployments/view.ts';

/** `status` is the same shape that the live link pushes; `enrolledAt` null: still expected. */
export interface DeviceRow {
  id: DeviceId;
  site: SiteId;
  name: string;
  zone: { id: ZoneId; name: string };
  labels: string[];
  enrolledAt: number | null;
  lastSeenAt: number | null;
  agentVersion: string | null;
  things: ThingSpec[];
  services: { desired: number; answering: number };
  status: DeviceStatus;
}

export type DeviceDetail = DeviceRow & {
  deployments: DeploymentView[];
  keyFingerprint: string | null;
  /** Since when it has no key any more; null: it was never revoked, or enrolled again. */
  revokedAt: number | null;
  /** When two agents were seen to use its key; null: they were not. */
  duplicateSeenAt: number | null;
  /** Why it does not follow us; null: it does. */
  objection: LinkObjection['reason'] | null;
};

/** How a device was called and where it stood, how and where now, and what moved along. */
export interface MovedDevice {
  before: DevicePlace;
  now: DevicePlace;
  things: ThingName[];
}

export interface ExpectedDevice {
  device: DeviceId;
  /** A secret, told once. */
  joinToken: string;
  expiresAt: number;
}

/**
 * A time in which a device was cut off from us at an administrator's wish. `over` null: it is on, or
 * the device has not told of its end. `events` are the newest of what happened there, newest first.
 */
export interface DrillView {
  beganAt: number;
  endsAt: number;
  minutes: number;
  over: { at: number; by: 'time' | 'device'; happened: number; events: StoredEvent[] } | null;
}
