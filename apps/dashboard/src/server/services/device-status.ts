import { type Truth, truthOf } from '@nanoedge/base';
import { DeviceStatus, parse } from '@nanoedge/protocol';
import type { devices } from '../db/schema/index.ts';
import type { Deps } from './deps.ts';

export type StoredDevice = typeof devices.$inferSelect;

/**
 * A device as the dashboard knows it now. Whether it is connected is the state of its link, not a
 * stored value.
 */
export const statusOf = (
  device: StoredDevice,
  { agents, now }: Pick<Deps, 'agents' | 'now'>,
): DeviceStatus =>
  parse(
    DeviceStatus,
    {
      device: device.id,
      connected: agents.connected(device.id),
      since: device.linkChangedAt.getTime(),
      address: device.address,
      displayUrl: device.displayUrl,
      desiredRevision: device.desiredRevision,
      reported: device.reported,
      heardAt: device.heardAt?.getTime() ?? null,
      engineSeenAt: device.engineSeenAt?.getTime() ?? null,
      saidAt: now(),
    },
    'device status',
  );

/** Whether what a device said last is true now, as far as the dashboard itself can know. */
export const knownOf = (device: StoredDevice, deps: Pick<Deps, 'agents' | 'now'>): Truth =>
  truthOf({ device: statusOf(device, deps), watched: true }, deps.now());
