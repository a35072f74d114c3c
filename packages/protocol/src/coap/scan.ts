import * as z from 'zod/mini';
import { IdentityKey, JourneyId, ZoneId } from '../ids.ts';
import { mostKeysAtOnce } from './identify.ts';
import { Dbm, EpochMs, Seconds } from '../units.ts';

/**
 * bluetooth-scanner `PUT /scan`: scan for `leaseSeconds` more; the controller renews it, a dead
 * controller lets it lapse.
 */
export const ScanCommand = z.object({ leaseSeconds: Seconds, journey: z.optional(JourneyId) });
export type ScanCommand = z.infer<typeof ScanCommand>;

/** bluetooth-scanner `GET /scan`. */
export const ScanState = z.object({
  zone: ZoneId,
  scanning: z.boolean(),
  until: z.nullable(EpochMs),
});
export type ScanState = z.infer<typeof ScanState>;

/** One key heard once; `heardAt` is the scanner device's clock. */
export const Sighting = z.object({ key: IdentityKey, rssi: Dbm, heardAt: EpochMs });
export type Sighting = z.infer<typeof Sighting>;

/** main-controller `POST /sightings`, Fig. 3 (c). */
export const SightingReport = z.object({
  zone: ZoneId,
  sightings: z.array(Sighting).check(z.minLength(1), z.maxLength(mostKeysAtOnce)),
});
export type SightingReport = z.infer<typeof SightingReport>;

/**
 * What main-controller answers: which of the reported sightings, by their places in the report, are
 * of keys that belong to people. The scanner reports those first when it hears more than it can say.
 */
export const SightingAnswer = z.object({
  followed: z.array(z.int().check(z.nonnegative())).check(z.maxLength(mostKeysAtOnce)),
});
export type SightingAnswer = z.infer<typeof SightingAnswer>;
