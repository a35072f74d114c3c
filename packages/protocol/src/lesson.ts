import * as z from 'zod/mini';
import { ZoneId } from './ids.ts';
import { EpochMs } from './units.ts';

/** How many different spots of a zone a lesson tells apart at most. */
export const mostSpots = 24;

const level = () => z.number().check(z.minimum(-127), z.maximum(20));

/** What the scanner of a zone hears of a key that is carried about in another, or in its own. */
export const ScannerLesson = z.object({
  /** The zone whose scanner it is. */
  scanner: ZoneId,
  /** Mean strength (dBm) at each spot of the zone, in the order of the spots. */
  means: z.array(level()).check(z.minLength(1), z.maxLength(mostSpots)),
  /** Standard deviation around them (dB). */
  spread: z.number().check(z.minimum(0.5), z.maximum(40)),
  /** The share of half seconds in which it hears nothing. */
  silence: z.number().check(z.minimum(0.001), z.maximum(0.999)),
});
export type ScannerLesson = z.infer<typeof ScannerLesson>;

/** What was taught of one zone, by somebody who carried a key there. */
export const ZoneLesson = z.object({
  zone: ZoneId,
  scanners: z.array(ScannerLesson).check(z.minLength(1), z.maxLength(64)),
});
export type ZoneLesson = z.infer<typeof ZoneLesson>;

/** What main-controller knows of how keys are heard in its building; part of its config. */
export const PlaceLesson = z.object({
  taughtAt: EpochMs,
  zones: z.array(ZoneLesson).check(z.minLength(1), z.maxLength(64)),
});
export type PlaceLesson = z.infer<typeof PlaceLesson>;
