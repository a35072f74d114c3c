import { listEvents } from '../../services/events/list.ts';
import { ListEventsInput } from '../../services/events/schema.ts';
import { procedureFor, router } from '../init.ts';

export const eventsRouter = router({
  list: procedureFor('movement.read')
    .input(ListEventsInput)
    .query(({ ctx, input }) => listEvents(ctx.deps, ctx.actor, input)),
});
