import * as z from 'zod/mini';
import { EpochMs } from '../units.ts';

/**
 * The gateway's `GET /time`: what time it is, as far as this device can know. `known` false: nobody
 * told it since it started, and its own clock says a time that was long before this program.
 */
export const DeviceTime = z.object({ now: EpochMs, known: z.boolean() });
export type DeviceTime = z.infer<typeof DeviceTime>;
