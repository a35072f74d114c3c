import { cancelRun } from '../../services/runs/cancel.ts';
import { getRun } from '../../services/runs/get.ts';
import { listRuns } from '../../services/runs/list.ts';
import { ListRunsInput, RunRef } from '../../services/runs/schema.ts';
import { procedureFor, router } from '../init.ts';

export const runsRouter = router({
  list: procedureFor('run.read')
    .input(ListRunsInput)
    .query(({ ctx, input }) => listRuns(ctx.deps, ctx.actor, input)),
  get: procedureFor('run.read')
    .input(RunRef)
    .query(({ ctx, input }) => getRun(ctx.deps, ctx.actor, input)),
  cancel: procedureFor('run.cancel')
    .input(RunRef)
    .mutation(({ ctx, input }) => cancelRun(ctx.deps, ctx.actor, input)),
});
