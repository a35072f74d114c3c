import { listEvents } from '../../services/events/list.ts';
import { ListEventsInput } from '../../services/events/schema.ts';
import { viewer, router } from '../init.ts';

export const eventsRouter = router({
  list: viewer
    .input(ListEventsInput)
    .query(({ ctx, input }) => listEvents(ctx.deps, ctx.actor, input)),
});
