import { DeviceId, JourneyId, NanoserviceName, SiteId } from '@nanoedge/protocol';
import { listProblems } from '@nanoedge/words';
import * as z from 'zod';

/**
 * Newest first, before the cursor `before` (an event id); or, with `after`, oldest first from there
 * on.
 */
export const ListEventsInput = z
  .object({
    site: SiteId,
    before: z.int().positive().optional(),
    after: z.int().nonnegative().optional(),
    limit: z.int().min(1).max(500).default(100),
    types: z.array(z.string().max(64)).max(40).optional(),
    device: z.optional(DeviceId),
    nanoservice: z.optional(NanoserviceName),
    journey: z.optional(JourneyId),
  })
  .refine((input) => input.before === undefined || input.after === undefined, {
    path: ['after'],
    error: listProblems.beforeOrAfter,
  });
export type ListEventsInput = z.infer<typeof ListEventsInput>;
