import { changeOwnPassword } from '../../services/me/change-password.ts';
import { getMe } from '../../services/me/get.ts';
import { ChangePasswordInput } from '../../services/me/schema.ts';
import { listOwnSessions } from '../../services/me/sessions.ts';
import { signOutOthers } from '../../services/me/sign-out-others.ts';
import { viewer, router } from '../init.ts';

export const meRouter = router({
  get: viewer.query(({ ctx }) => getMe(ctx.deps, ctx.actor)),
  sessions: viewer.query(({ ctx }) => listOwnSessions(ctx.deps, ctx.actor)),
  signOutOthers: viewer.mutation(({ ctx }) => signOutOthers(ctx.deps, ctx.actor)),
  changePassword: viewer
    .input(ChangePasswordInput)
    .mutation(({ ctx, input }) => changeOwnPassword(ctx.deps, ctx.actor, input)),
});
