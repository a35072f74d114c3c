import { SiteInput } from '../../services/site/schema.ts';
import { getStorage } from '../../services/storage/get.ts';
import { procedureFor, router } from '../init.ts';

export const storageRouter = router({
  get: procedureFor('storage.read')
    .input(SiteInput)
    .query(({ ctx, input }) => getStorage(ctx.deps, ctx.actor, input)),
});
