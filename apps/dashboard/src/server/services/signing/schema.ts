import * as z from 'zod/mini';

export const ReleaseRef = z.object({ release: z.uuid() });
export type ReleaseRef = z.infer<typeof ReleaseRef>;
