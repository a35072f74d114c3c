import { getMe } from '../../services/me/get.ts';
import { viewer, router } from '../init.ts';

export const meRouter = router({
  get: viewer.query(({ ctx }) => getMe(ctx.deps, ctx.actor)),
});
