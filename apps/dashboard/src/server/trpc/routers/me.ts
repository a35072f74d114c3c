import { changeOwnPassword } from '../../services/me/change-password.ts';
import { getMe } from '../../services/me/get.ts';
import { ChangePasswordInput } from '../../services/me/schema.ts';
import { listOwnSessions } from '../../services/me/sessions.ts';
import { signOutOthers } from '../../services/me/sign-out-others.ts';
import { procedureFor, router } from '../init.ts';

export const meRouter = router({
  get: procedureFor('me.read').query(({ ctx }) => getMe(ctx.deps, ctx.actor)),
  sessions: procedureFor('me.read').query(({ ctx }) => listOwnSessions(ctx.deps, ctx.actor)),
  signOutOthers: procedureFor('me.edit').mutation(({ ctx }) => signOutOthers(ctx.deps, ctx.actor)),
  changePassword: procedureFor('me.edit')
    .input(ChangePasswordInput)
    .mutation(({ ctx, input }) => changeOwnPassword(ctx.deps, ctx.actor, input)),
});
