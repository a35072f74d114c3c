import { createAccount } from '../../services/accounts/create.ts';
import { disableAccount } from '../../services/accounts/disable.ts';
import { enableAccount } from '../../services/accounts/enable.ts';
import { listAccounts } from '../../services/accounts/list.ts';
import { resetPassword } from '../../services/accounts/reset-password.ts';
import { AccountRef, CreateAccountInput, SetRoleInput } from '../../services/accounts/schema.ts';
import { setRole } from '../../services/accounts/set-role.ts';
import { signOutEverywhere } from '../../services/accounts/sign-out.ts';
import { admin, router } from '../init.ts';

export const accountsRouter = router({
  list: admin.query(({ ctx }) => listAccounts(ctx.deps, ctx.actor)),
  create: admin
    .input(CreateAccountInput)
    .mutation(({ ctx, input }) => createAccount(ctx.deps, ctx.actor, input)),
  disable: admin
    .input(AccountRef)
    .mutation(({ ctx, input }) => disableAccount(ctx.deps, ctx.actor, input)),
  enable: admin
    .input(AccountRef)
    .mutation(({ ctx, input }) => enableAccount(ctx.deps, ctx.actor, input)),
  setRole: admin
    .input(SetRoleInput)
    .mutation(({ ctx, input }) => setRole(ctx.deps, ctx.actor, input)),
  resetPassword: admin
    .input(AccountRef)
    .mutation(({ ctx, input }) => resetPassword(ctx.deps, ctx.actor, input)),
  signOut: admin
    .input(AccountRef)
    .mutation(({ ctx, input }) => signOutEverywhere(ctx.deps, ctx.actor, input)),
});
