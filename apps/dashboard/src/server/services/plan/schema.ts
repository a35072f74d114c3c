import { FloorPlan } from '@nanoedge/protocol';
import type * as z from 'zod';
import { SiteInput } from '../site/schema.ts';

/** A plan as somebody has drawn it, to be looked through before it is saved. */
export const CheckPlanInput = SiteInput.extend({ plan: FloorPlan });
export type CheckPlanInput = z.infer<typeof CheckPlanInput>;
