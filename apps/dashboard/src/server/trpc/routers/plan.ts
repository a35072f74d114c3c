import { checkSitePlan } from '../../services/plan/check.ts';
import { getPlan } from '../../services/plan/get.ts';
import { savePlan } from '../../services/plan/save.ts';
import { CheckPlanInput, SavePlanInput } from '../../services/plan/schema.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { procedureFor, router } from '../init.ts';

export const planRouter = router({
  get: procedureFor('plan.edit')
    .input(SiteInput)
    .query(({ ctx, input }) => getPlan(ctx.deps, ctx.actor, input)),
  save: procedureFor('plan.edit')
    .input(SavePlanInput)
    .mutation(({ ctx, input }) => savePlan(ctx.deps, ctx.actor, input)),
  check: procedureFor('plan.edit')
    .input(CheckPlanInput)
    .mutation(({ ctx, input }) => checkSitePlan(ctx.deps, ctx.actor, input)),
});
