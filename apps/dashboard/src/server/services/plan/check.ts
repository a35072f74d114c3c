import { checkPlan } from '../../../plan/check/check-plan.ts';
import type { PlanFinding } from '../../../plan/check/finding.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { readPlanFacts } from './facts.ts';
import type { CheckPlanInput } from './schema.ts';

/** What is wrong with a plan of a site, seen together with the site's rooms and devices. */
export const checkSitePlan = async (
  deps: Deps,
  actor: Actor,
  { site, plan }: CheckPlanInput,
): Promise<PlanFinding[]> => {
  demand(actor, 'plan.edit', { site });
  return checkPlan({ plan, ...(await readPlanFacts(deps.db, site)) });
};
