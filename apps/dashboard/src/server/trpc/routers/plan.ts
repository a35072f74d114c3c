import { checkSitePlan } from '../../services/plan/check.ts';
import { CheckPlanInput } from '../../services/plan/schema.ts';
import { procedureFor, router } from '../init.ts';

export const planRouter = router({
  check: procedureFor('plan.edit')
    .input(CheckPlanInput)
    .mutation(({ ctx, input }) => checkSitePlan(ctx.deps, ctx.actor, input)),
});
