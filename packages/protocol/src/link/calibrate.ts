import * as z from 'zod/mini';
import { TeachCommand } from '../coap/calibration.ts';
import { DeploymentId } from '../ids.ts';

/**
 * Dashboard → agent: ask this main-controller of yours about its calibration, or tell it to go on
 * with it. The answer is its state, with what was learned when that is asked for.
 */
export const CalibrateRequest = z.object({
  deployment: DeploymentId,
  wish: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('teach'), command: TeachCommand }),
    z.object({ kind: z.literal('state') }),
    z.object({ kind: z.literal('learned') }),
    z.object({ kind: z.literal('end') }),
  ]),
});
export type CalibrateRequest = z.infer<typeof CalibrateRequest>;
