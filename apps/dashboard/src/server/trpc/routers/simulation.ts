import { SiteInput } from '../../services/site/schema.ts';
import { clearWalks } from '../../services/simulation/clear.ts';
import { leaveWalk } from '../../services/simulation/leave.ts';
import { listWalkers } from '../../services/simulation/people.ts';
import { LeaveInput, WalkInput } from '../../services/simulation/schema.ts';
import { startWalk } from '../../services/simulation/walk.ts';
import { procedureFor, router } from '../init.ts';

export const simulationRouter = router({
  people: procedureFor('simulation.run')
    .input(SiteInput)
    .query(({ ctx, input }) => listWalkers(ctx.deps, ctx.actor, input)),
  walk: procedureFor('simulation.run')
    .input(WalkInput)
    .mutation(({ ctx, input }) => startWalk(ctx.deps, ctx.actor, input)),
  leave: procedureFor('simulation.run')
    .input(LeaveInput)
    .mutation(({ ctx, input }) => leaveWalk(ctx.deps, ctx.actor, input)),
  clear: procedureFor('simulation.run')
    .input(SiteInput)
    .mutation(({ ctx, input }) => clearWalks(ctx.deps, ctx.actor, input)),
});
