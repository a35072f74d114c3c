import { beginSecondFactor } from '../../services/me/begin-second-factor.ts';
import { changeOwnPassword } from '../../services/me/change-password.ts';
import { confirmSecondFactor } from '../../services/me/confirm-second-factor.ts';
import { endOwnSecondFactor } from '../../services/me/end-second-factor.ts';
import { getMe } from '../../services/me/get.ts';
import { readSecondFactor } from '../../services/me/read-second-factor.ts';
import {
  ChangePasswordInput,
  ConfirmSecondFactorInput,
  OwnPasswordInput,
} from '../../services/me/schema.ts';
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
  secondFactor: procedureFor('me.read').query(({ ctx }) => readSecondFactor(ctx.deps, ctx.actor)),
  beginSecondFactor: procedureFor('me.edit')
    .input(OwnPasswordInput)
    .mutation(({ ctx, input }) => beginSecondFactor(ctx.deps, ctx.actor, input)),
  confirmSecondFactor: procedureFor('me.edit')
    .input(ConfirmSecondFactorInput)
    .mutation(({ ctx, input }) => confirmSecondFactor(ctx.deps, ctx.actor, input)),
  endSecondFactor: procedureFor('me.edit')
    .input(OwnPasswordInput)
    .mutation(({ ctx, input }) => endOwnSecondFactor(ctx.deps, ctx.actor, input)),
});
