import * as z from 'zod/mini';
import { ZoneId } from '../ids.ts';
import { EpochMs } from '../units.ts';

/**
 * presence-detection `GET /presence` (observable): whether somebody moves in the zone, and since
 * when.
 */
export const PresenceState = z.object({ zone: ZoneId, present: z.boolean(), since: EpochMs });
export type PresenceState = z.infer<typeof PresenceState>;

/**
 * main-controller `POST /presence`, Fig. 3 (b). Repeated while the presence lasts; `at` is when the
 * motion was seen.
 */
export const PresenceReport = z.object({ zone: ZoneId, present: z.boolean(), at: EpochMs });
export type PresenceReport = z.infer<typeof PresenceReport>;
