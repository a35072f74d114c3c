import { listFlaws } from '../../services/desired/list-flaws.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { getSite } from '../../services/site/get.ts';
import { listSites } from '../../services/site/list.ts';
import { viewer, router } from '../init.ts';

export const siteRouter = router({
  list: viewer.query(({ ctx }) => listSites(ctx.deps, ctx.actor)),
  flaws: viewer
    .input(SiteInput)
    .query(({ ctx, input }) => listFlaws(ctx.deps, ctx.actor, input.site)),
  get: viewer.input(SiteInput).query(({ ctx, input }) => getSite(ctx.deps, ctx.actor, input)),
});
