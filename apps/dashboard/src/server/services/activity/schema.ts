import { SiteId } from '@nanoedge/protocol';
import * as z from 'zod';

/**
 * Newest first, before the cursor `before` (a row's id). `access`: sign-ins, sign-outs, wrong
 * passwords and refusals; `changes`: all else.
 */
export const ListActivityInput = z.object({
  site: z.optional(SiteId),
  kind: z.enum(['changes', 'access']).optional(),
  before: z.int().positive().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListActivityInput = z.infer<typeof ListActivityInput>;
