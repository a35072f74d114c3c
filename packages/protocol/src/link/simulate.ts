import * as z from 'zod/mini';
import { IdentityKey, ZoneId } from '../ids.ts';
import { EpochMs, Milliseconds } from '../units.ts';

/**
 * A simulated person's way: where their key is, and when, counted from `startAt`. The last leg may
 * stay open (`untilMs: null`) until a `leave`. Every agent of the site gets it; each plays the legs
 * of its own zones.
 */
export const WalkCommand = z.object({
  kind: z.literal('walk'),
  walker: z.string().check(z.minLength(1), z.maxLength(64)),
  keys: z.array(IdentityKey),
  startAt: EpochMs,
  legs: z
    .array(z.object({ zone: ZoneId, fromMs: Milliseconds, untilMs: z.nullable(Milliseconds) }))
    .check(z.minLength(1)),
});
export type WalkCommand = z.infer<typeof WalkCommand>;

export const SimulateCommand = z.discriminatedUnion('kind', [
  WalkCommand,
  z.object({ kind: z.literal('leave'), walker: z.string() }),
  z.object({ kind: z.literal('clear') }),
]);
export type SimulateCommand = z.infer<typeof SimulateCommand>;
