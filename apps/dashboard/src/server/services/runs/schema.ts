import { DeviceId, DeploymentId, NanoserviceName, RunId, SiteId } from '@nanoedge/protocol';
import * as z from 'zod/mini';

export const RunRef = z.object({ run: RunId });
export type RunRef = z.infer<typeof RunRef>;

/** Newest first; `open` runs only those that have not ended. */
export const ListRunsInput = z.object({
  site: SiteId,
  open: z._default(z.boolean(), false),
  device: z.optional(DeviceId),
  deployment: z.optional(DeploymentId),
  nanoservice: z.optional(NanoserviceName),
  /** Those that one click started. */
  batch: z.optional(z.string().check(z.maxLength(64))),
  limit: z._default(z.int().check(z.minimum(1), z.maximum(1_000)), 50),
});
export type ListRunsInput = z.infer<typeof ListRunsInput>;
