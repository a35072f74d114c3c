import { RoomId, SiteId } from '@nanoedge/protocol';
import { simulationRefusals } from '@nanoedge/words';
import * as z from 'zod';

const walker = z.string().min(1).max(64);

/**
 * How the keys of a simulated person are heard: each in its own zone, loud and clear; by a
 * published model of radio; or as somebody recorded it.
 */
export const SimulatedRadio = z.enum(['clean', 'modelled', 'recorded']);
export type SimulatedRadio = z.infer<typeof SimulatedRadio>;

/**
 * `walker` is a person's id, or `stranger`: somebody whose key nobody knows. `pace` 2 walks twice
 * as fast; a recording is played as fast as it was made.
 */
export const WalkInput = z.object({
  site: SiteId,
  walker,
  room: z.optional(RoomId),
  pace: z.number().min(0.25, simulationRefusals.pace).max(4, simulationRefusals.pace).default(1),
  radio: SimulatedRadio.default('clean'),
});
export type WalkInput = z.infer<typeof WalkInput>;

export const LeaveInput = z.object({ site: SiteId, walker });
export type LeaveInput = z.infer<typeof LeaveInput>;
