import { SiteInput } from '../../services/site/schema.ts';
import { clearWalks } from '../../services/simulation/clear.ts';
import { leaveWalk } from '../../services/simulation/leave.ts';
import { listWalkers } from '../../services/simulation/people.ts';
import { LeaveInput, WalkInput } from '../../services/simulation/schema.ts';
import { startWalk } from '../../services/simulation/walk.ts';
import { admin, router } from '../init.ts';

export const simulationRouter = router({
  people: admin.input(SiteInput).query(({ ctx, input }) => listWalkers(ctx.deps, ctx.actor, input)),
  walk: admin.input(WalkInput).mutation(({ ctx, input }) => startWalk(ctx.deps, ctx.actor, input)),
  leave: admin
    .input(LeaveInput)
    .mutation(({ ctx, input }) => leaveWalk(ctx.deps, ctx.actor, input)),
  clear: admin
    .input(SiteInput)
    .mutation(({ ctx, input }) => clearWalks(ctx.deps, ctx.actor, input)),
});
