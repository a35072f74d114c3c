import * as z from 'zod';

/** Newest first, before the cursor `before` (a row's id). */
export const ListActivityInput = z.object({
  before: z.int().positive().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListActivityInput = z.infer<typeof ListActivityInput>;
