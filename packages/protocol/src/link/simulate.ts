import * as z from 'zod/mini';
import { IdentityKey, ZoneId } from '../ids.ts';
import { EpochMs, Milliseconds } from '../units.ts';

const Metres = z.tuple([z.number(), z.number()]);

/** More scanners than this no walk is heard by. */
const mostScanners = 64;

/**
 * Keys that are heard as a published model of radio lets expect: every scanner hears them, wherever
 * they are. `way` is where the walker is (metres on the plan), in the order of time.
 */
export const ModelledRadio = z.object({
  kind: z.literal('modelled'),
  seed: z.int().check(z.nonnegative()),
  scanners: z.array(z.object({ zone: ZoneId, at: Metres })).check(z.maxLength(mostScanners)),
  way: z
    .array(z.object({ atMs: Milliseconds, at: Metres, zone: ZoneId }))
    .check(z.minLength(1), z.maxLength(1000)),
});
export type ModelledRadio = z.infer<typeof ModelledRadio>;

/**
 * Keys that are heard as a recording has it: of each scanner a strength (dBm, null: not heard) at
 * every step. After its end it goes on from the step `again`.
 */
export const RecordedRadio = z.object({
  kind: z.literal('recorded'),
  trace: z.string().check(z.minLength(1), z.maxLength(64)),
  everyMs: z.int().check(z.minimum(50), z.maximum(10_000)),
  again: z.int().check(z.nonnegative()),
  scanners: z
    .array(
      z.object({
        zone: ZoneId,
        levels: z
          .array(z.nullable(z.number().check(z.minimum(-127), z.maximum(20))))
          .check(z.minLength(1), z.maxLength(2000)),
      }),
    )
    .check(z.minLength(1), z.maxLength(mostScanners)),
});
export type RecordedRadio = z.infer<typeof RecordedRadio>;

/** How the keys of a walk are heard. */
export const WalkRadio = z.discriminatedUnion('kind', [ModelledRadio, RecordedRadio]);
export type WalkRadio = z.infer<typeof WalkRadio>;

/**
 * A simulated person's way: where their key is, and when, counted from `startAt`. The last leg may
 * stay open (`untilMs: null`) until a `leave`. Every agent of the site gets it; each plays the legs
 * of its own zones. Without `radio` a scanner hears the keys in its zone, loud and clear, and no
 * others.
 */
export const WalkCommand = z.object({
  kind: z.literal('walk'),
  walker: z.string().check(z.minLength(1), z.maxLength(64)),
  keys: z.array(IdentityKey),
  startAt: EpochMs,
  legs: z
    .array(z.object({ zone: ZoneId, fromMs: Milliseconds, untilMs: z.nullable(Milliseconds) }))
    .check(z.minLength(1)),
  radio: z.optional(WalkRadio),
});
export type WalkCommand = z.infer<typeof WalkCommand>;

export const SimulateCommand = z.discriminatedUnion('kind', [
  WalkCommand,
  z.object({ kind: z.literal('leave'), walker: z.string() }),
  z.object({ kind: z.literal('clear') }),
]);
export type SimulateCommand = z.infer<typeof SimulateCommand>;
