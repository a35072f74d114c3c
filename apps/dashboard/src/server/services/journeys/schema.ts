import { JourneyId, MeetingId, PersonId, SiteId } from '@nanoedge/protocol';
import * as z from 'zod';

/**
 * Newest first. `active`: only those that have not ended (left, refused, unrecognised, lost) and
 * may still be believed.
 */
export const ListJourneysInput = z.object({
  site: SiteId,
  limit: z.int().min(1).max(200).default(50),
  /**
   * Journeys that started before this time (epoch ms): the `startedAt` of the last one on the page
   * before.
   */
  before: z.int().nonnegative().optional(),
  active: z.boolean().default(false),
  meeting: z.optional(MeetingId),
  person: z.optional(PersonId),
});
export type ListJourneysInput = z.infer<typeof ListJourneysInput>;

export const JourneyRef = z.object({ id: JourneyId });
export type JourneyRef = z.infer<typeof JourneyRef>;
