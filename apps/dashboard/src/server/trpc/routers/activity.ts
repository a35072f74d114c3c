import { listActivity } from '../../services/activity/list.ts';
import { ListActivityInput } from '../../services/activity/schema.ts';
import { admin, router } from '../init.ts';

export const activityRouter = router({
  list: admin
    .input(ListActivityInput)
    .query(({ ctx, input }) => listActivity(ctx.deps, ctx.actor, input)),
});
