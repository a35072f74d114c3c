import * as z from 'zod/mini';
import { IdentityKey, JourneyId, ZoneId } from '../ids.ts';
import { PersonSummary } from '../people.ts';
import { EpochMs, Seconds } from '../units.ts';

/** The way to go at one waypoint, as seen by somebody who walks the route. */
export const Arrow = z.enum(['ahead', 'left', 'right', 'back', 'here']);
export type Arrow = z.infer<typeof Arrow>;

/** A named point of a route where a guidance light or a screen stands. */
export const Waypoint = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(32)),
  arrow: Arrow,
});
export type Waypoint = z.infer<typeof Waypoint>;

/**
 * user-guidance `PUT /guidance/{journey}`, Fig. 3 (e). Idempotent; lapses after `leaseSeconds`
 * unless renewed.
 */
export const GuidanceCommand = z.object({
  person: PersonSummary,
  key: IdentityKey,
  from: ZoneId,
  to: ZoneId,
  leaseSeconds: Seconds,
});
export type GuidanceCommand = z.infer<typeof GuidanceCommand>;

/**
 * One person's guidance: their route and the colour they follow (own per person while several
 * walk).
 */
export const Guidance = z.object({
  journey: JourneyId,
  person: PersonSummary,
  key: IdentityKey,
  from: ZoneId,
  to: ZoneId,
  route: z.array(Waypoint),
  since: EpochMs,
});
export type Guidance = z.infer<typeof Guidance>;

/** user-guidance `GET /guidance` (observable). */
export const GuidanceState = z.object({ guidance: z.array(Guidance) });
export type GuidanceState = z.infer<typeof GuidanceState>;
