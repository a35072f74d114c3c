import * as z from 'zod/mini';
import { IdentityKey, JourneyId, ZoneId } from '../ids.ts';
import { MeetingSummary, PersonSummary } from '../people.ts';
import { EpochMs } from '../units.ts';

/** The hops of a journey in the paper's order; each is stamped once, when it completed. */
export const hopNames = [
  'presence',
  'scan',
  'sighting',
  'identity',
  'guidance',
  'arrival',
  'content',
] as const;
export const HopName = z.enum(hopNames);
export type HopName = z.infer<typeof HopName>;

/**
 * Stamps of the hops, all by main-controller's clock, so that their differences need no
 * synchronised clocks.
 */
export const Hops = z.partialRecord(HopName, EpochMs);
export type Hops = z.infer<typeof Hops>;

/**
 * `waiting`: somebody moves, no key yet. `unrecognised`: nobody's key was heard before the scan
 * ended. `refused`: a key that is unknown or not invited. `lost`: guided, but never arrived.
 */
export const JourneyState = z.enum([
  'waiting',
  'identifying',
  'guiding',
  'arrived',
  'in-meeting',
  'left',
  'refused',
  'unrecognised',
  'lost',
]);
export type JourneyState = z.infer<typeof JourneyState>;

/** `no-clock`: known, but the device does not know the time, so no meeting could be checked. */
export const RefusalReason = z.enum(['unknown', 'uninvited', 'no-clock']);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const Journey = z.object({
  id: JourneyId,
  state: JourneyState,
  entered: ZoneId,
  zone: ZoneId,
  key: z.nullable(IdentityKey),
  person: z.nullable(PersonSummary),
  meeting: z.nullable(MeetingSummary),
  refusal: z.nullable(RefusalReason),
  hops: Hops,
  /** When the radio heard the key, by the scanner device's clock. */
  heardAt: z.nullable(EpochMs),
  updatedAt: EpochMs,
});
export type Journey = z.infer<typeof Journey>;

/**
 * main-controller `GET /journeys` (observable): active ones and the latest that ended, newest
 * first, at most 16.
 */
export const JourneysState = z.object({ journeys: z.array(Journey) });
export type JourneysState = z.infer<typeof JourneysState>;
