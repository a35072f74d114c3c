import { listFlaws } from '../../services/desired/list-flaws.ts';
import { getSettings } from '../../services/settings/get.ts';
import { UpdateSiteInput } from '../../services/settings/schema.ts';
import { updateSite } from '../../services/settings/update.ts';
import { changeSiteKeys } from '../../services/site-keys/change.ts';
import { getSiteKeys } from '../../services/site-keys/get.ts';
import { ChangeKeysInput } from '../../services/site-keys/schema.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { getSite } from '../../services/site/get.ts';
import { listSites } from '../../services/site/list.ts';
import { procedureFor, router } from '../init.ts';

export const siteRouter = router({
  list: procedureFor('site.list').query(({ ctx }) => listSites(ctx.deps, ctx.actor)),
  flaws: procedureFor('site.read')
    .input(SiteInput)
    .query(({ ctx, input }) => listFlaws(ctx.deps, ctx.actor, input.site)),
  get: procedureFor('site.read')
    .input(SiteInput)
    .query(({ ctx, input }) => getSite(ctx.deps, ctx.actor, input)),
  settings: procedureFor('settings.read')
    .input(SiteInput)
    .query(({ ctx, input }) => getSettings(ctx.deps, ctx.actor, input)),
  update: procedureFor('settings.edit')
    .input(UpdateSiteInput)
    .mutation(({ ctx, input }) => updateSite(ctx.deps, ctx.actor, input)),
  keys: procedureFor('siteKeys.change')
    .input(SiteInput)
    .query(({ ctx, input }) => getSiteKeys(ctx.deps, ctx.actor, input)),
  changeKeys: procedureFor('siteKeys.change')
    .input(ChangeKeysInput)
    .mutation(({ ctx, input }) => changeSiteKeys(ctx.deps, ctx.actor, input)),
});
