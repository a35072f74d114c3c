import { FloorPlan, RoomId } from '@nanoedge/protocol';
import { planRefusals, siteRefusals } from '@nanoedge/words';
import * as z from 'zod';
import { Version } from '../edits/settle-edit.ts';
import { SiteInput } from '../site/schema.ts';

/** A plan as somebody has drawn it, to be looked through before it is saved. */
export const CheckPlanInput = SiteInput.extend({ plan: FloorPlan });
export type CheckPlanInput = z.infer<typeof CheckPlanInput>;

const longest = 100;
const mostSeats = 10_000;

const RoomInput = z.object({
  id: RoomId,
  name: z.string().trim().min(1, siteRefusals.noName).max(longest, siteRefusals.longName(longest)),
  capacity: z.nullable(z.int(planRefusals.capacity).min(1).max(mostSeats, planRefusals.capacity)),
  equipment: z
    .array(z.string().trim().min(1).max(longest, planRefusals.longText(longest)))
    .max(longest),
});

const drawn = { plan: FloorPlan, rooms: z.array(RoomInput) };

/**
 * The whole plan and all rooms; a room that is not here is removed. `base` is what it was made from:
 * with it, it goes together, object by object, with what others drew since.
 */
export const SavePlanInput = SiteInput.extend({
  ...drawn,
  base: z.object({ version: Version, ...drawn }).optional(),
});
export type SavePlanInput = z.infer<typeof SavePlanInput>;
