import * as z from 'zod/mini';
import { EpochMs } from '../units.ts';

/** For how long a device may cut itself off at most. */
export const mostDrillMinutes = 30;

/**
 * Dashboard → agent: cut yourself off from me for so long, as if the network were gone. The agent
 * comes back by itself.
 */
export const DrillCommand = z.object({
  minutes: z.int().check(z.minimum(1), z.maximum(mostDrillMinutes)),
});
export type DrillCommand = z.infer<typeof DrillCommand>;

/** When the device will be back at the latest, by its own clock. */
export const DrillAnswer = z.object({ endsAt: EpochMs });
export type DrillAnswer = z.infer<typeof DrillAnswer>;
