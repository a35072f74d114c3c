import { RoomId, SiteId } from '@nanoedge/protocol';
import { simulationRefusals } from '@nanoedge/words';
import * as z from 'zod';

const walker = z.string().min(1).max(64);

/**
 * `walker` is a person's id, or `stranger`: somebody whose key nobody knows. `pace` 2 walks twice
 * as fast.
 */
export const WalkInput = z.object({
  site: SiteId,
  walker,
  room: z.optional(RoomId),
  pace: z.number().min(0.25, simulationRefusals.pace).max(4, simulationRefusals.pace).default(1),
});
export type WalkInput = z.infer<typeof WalkInput>;

export const LeaveInput = z.object({ site: SiteId, walker });
export type LeaveInput = z.infer<typeof LeaveInput>;
