import { DeviceId, mostDrillMinutes, SiteId, ZoneId } from '@nanoedge/protocol';
import { deviceRefusals } from '@nanoedge/words';
import * as z from 'zod';

export const DeviceRef = z.object({ id: DeviceId });
export type DeviceRef = z.infer<typeof DeviceRef>;

/**
 * A device that is expected to enrol; the answer holds its one-time join key, which is shown once.
 */
export const ExpectDeviceInput = z.object({
  site: SiteId,
  name: z.string().trim().min(1, deviceRefusals.noName).max(64, deviceRefusals.longName),
  zone: ZoneId,
});
export type ExpectDeviceInput = z.infer<typeof ExpectDeviceInput>;

/** How long the device cuts itself off. */
export const BeginDrillInput = z.object({
  id: DeviceId,
  minutes: z
    .int(deviceRefusals.drillMinutes)
    .min(1, deviceRefusals.drillMinutes)
    .max(mostDrillMinutes, deviceRefusals.drillMinutes)
    .default(2),
});
export type BeginDrillInput = z.infer<typeof BeginDrillInput>;
