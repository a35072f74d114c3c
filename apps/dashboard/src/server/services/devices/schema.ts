import {
  DeviceId,
  mostDrillMinutes,
  ScreenCode,
  SiteId,
  ThingName,
  ZoneId,
} from '@nanoedge/protocol';
import { deviceRefusals } from '@nanoedge/words';
import * as z from 'zod';

export const DeviceRef = z.object({ id: DeviceId });
export type DeviceRef = z.infer<typeof DeviceRef>;

const deviceName = z.string().trim().min(1, deviceRefusals.noName).max(64, deviceRefusals.longName);

/**
 * What is given is changed. `base` is what it was made from: with it, it goes together with what
 * others changed since. `things`: which of its things move along; absent: those in its zone.
 */
export const UpdateDeviceInput = z.object({
  id: DeviceId,
  name: deviceName.optional(),
  zone: z.optional(ZoneId),
  things: z.array(ThingName).max(64).optional(),
  base: z.object({ name: z.string().max(64), zone: ZoneId }).optional(),
});
export type UpdateDeviceInput = z.infer<typeof UpdateDeviceInput>;

/**
 * A device that is expected to enrol; the answer holds its one-time join token, which is shown once.
 */
export const ExpectDeviceInput = z.object({
  site: SiteId,
  name: deviceName,
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

/** A code as somebody types it: in any case, with or without the line. */
const TypedCode = z
  .string()
  .transform((text) =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z]/g, '')
      .replace(/^(.{4})(.+)$/, '$1-$2'),
  )
  .refine((code) => ScreenCode.safeParse(code).success, deviceRefusals.screenCode);

export const ApproveScreenInput = z.object({ id: DeviceId, code: TypedCode });
export type ApproveScreenInput = z.infer<typeof ApproveScreenInput>;

export const RevokeScreenInput = z.object({ id: DeviceId, screen: z.string().min(1).max(64) });
export type RevokeScreenInput = z.infer<typeof RevokeScreenInput>;
