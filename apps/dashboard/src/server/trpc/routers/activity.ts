import { listActivity } from '../../services/activity/list.ts';
import { ListActivityInput } from '../../services/activity/schema.ts';
import { procedureFor, router } from '../init.ts';

export const activityRouter = router({
  list: procedureFor('audit.read')
    .input(ListActivityInput)
    .query(({ ctx, input }) => listActivity(ctx.deps, ctx.actor, input)),
});
