import * as z from 'zod/mini';
import { IdentityKey, ZoneId } from '../ids.ts';
import { ZoneLesson } from '../lesson.ts';
import { Milliseconds, Seconds } from '../units.ts';

/** How long somebody stands in a zone at most to teach it (s). */
export const mostTeachingSeconds = 600;

const CalibrationId = z.string().check(z.minLength(1), z.maxLength(64));

/**
 * main-controller `PUT /calibration`: from now on the key is in this zone, for so long. Another `id`
 * begins a new calibration; a zone that was taught before is taught anew.
 */
export const TeachCommand = z.object({
  id: CalibrationId,
  key: IdentityKey,
  zone: ZoneId,
  seconds: Seconds.check(z.minimum(5), z.maximum(mostTeachingSeconds)),
});
export type TeachCommand = z.infer<typeof TeachCommand>;

/** What was heard of the key in a zone: how many reports by the scanner of which zone. */
const TaughtZone = z.object({
  zone: ZoneId,
  taughtMs: Milliseconds,
  heard: z.array(z.object({ scanner: ZoneId, reports: z.int().check(z.nonnegative()) })),
});

/**
 * main-controller `GET /calibration`. `key`: the one that is carried, with which somebody else can go
 * on; not said by older releases. `now`: the zone that is being taught, and for how long still.
 * `learned` only by `GET /calibration/lesson`: the zones in which something was heard.
 */
export const CalibrationState = z.object({
  calibration: z.nullable(
    z.object({
      id: CalibrationId,
      key: z.optional(IdentityKey),
      now: z.nullable(z.object({ zone: ZoneId, leftMs: Milliseconds })),
      zones: z.array(TaughtZone).check(z.maxLength(64)),
    }),
  ),
  learned: z.optional(z.array(ZoneLesson).check(z.maxLength(64))),
});
export type CalibrationState = z.infer<typeof CalibrationState>;
