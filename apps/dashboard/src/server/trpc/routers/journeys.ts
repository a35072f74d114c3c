import { getJourney } from '../../services/journeys/get.ts';
import { listHere } from '../../services/journeys/here.ts';
import { listJourneys } from '../../services/journeys/list.ts';
import { JourneyRef, ListJourneysInput } from '../../services/journeys/schema.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { procedureFor, router } from '../init.ts';

export const journeysRouter = router({
  list: procedureFor('movement.read')
    .input(ListJourneysInput)
    .query(({ ctx, input }) => listJourneys(ctx.deps, ctx.actor, input)),
  here: procedureFor('movement.read')
    .input(SiteInput)
    .query(({ ctx, input }) => listHere(ctx.deps, ctx.actor, input)),
  get: procedureFor('movement.read')
    .input(JourneyRef)
    .query(({ ctx, input }) => getJourney(ctx.deps, ctx.actor, input)),
});
