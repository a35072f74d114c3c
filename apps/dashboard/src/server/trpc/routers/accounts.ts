import { createAccount } from '../../services/accounts/create.ts';
import { disableAccount } from '../../services/accounts/disable.ts';
import { enableAccount } from '../../services/accounts/enable.ts';
import { endSecondFactor } from '../../services/accounts/end-second-factor.ts';
import { listAccounts } from '../../services/accounts/list.ts';
import { invite } from '../../services/accounts/invite.ts';
import { listAccountLinks } from '../../services/accounts/list-links.ts';
import { resetByLink } from '../../services/accounts/reset-by-link.ts';
import { resetPassword } from '../../services/accounts/reset-password.ts';
import {
  AccountLinkRef,
  AccountRef,
  CreateAccountInput,
  SetRoleInput,
} from '../../services/accounts/schema.ts';
import { setRole } from '../../services/accounts/set-role.ts';
import { signOutEverywhere } from '../../services/accounts/sign-out.ts';
import { withdrawAccountLink } from '../../services/accounts/withdraw-link.ts';
import { procedureFor, router } from '../init.ts';

export const accountsRouter = router({
  list: procedureFor('account.list').query(({ ctx }) => listAccounts(ctx.deps, ctx.actor)),
  create: procedureFor('account.edit')
    .input(CreateAccountInput)
    .mutation(({ ctx, input }) => createAccount(ctx.deps, ctx.actor, input)),
  disable: procedureFor('account.edit')
    .input(AccountRef)
    .mutation(({ ctx, input }) => disableAccount(ctx.deps, ctx.actor, input)),
  enable: procedureFor('account.edit')
    .input(AccountRef)
    .mutation(({ ctx, input }) => enableAccount(ctx.deps, ctx.actor, input)),
  setRole: procedureFor('account.edit')
    .input(SetRoleInput)
    .mutation(({ ctx, input }) => setRole(ctx.deps, ctx.actor, input)),
  resetPassword: procedureFor('account.edit')
    .input(AccountRef)
    .mutation(({ ctx, input }) => resetPassword(ctx.deps, ctx.actor, input)),
  signOut: procedureFor('account.edit')
    .input(AccountRef)
    .mutation(({ ctx, input }) => signOutEverywhere(ctx.deps, ctx.actor, input)),
  endSecondFactor: procedureFor('account.edit')
    .input(AccountRef)
    .mutation(({ ctx, input }) => endSecondFactor(ctx.deps, ctx.actor, input)),
  links: procedureFor('account.list').query(({ ctx }) => listAccountLinks(ctx.deps, ctx.actor)),
  invite: procedureFor('account.edit')
    .input(CreateAccountInput)
    .mutation(({ ctx, input }) => invite(ctx.deps, ctx.actor, input)),
  resetByLink: procedureFor('account.edit')
    .input(AccountRef)
    .mutation(({ ctx, input }) => resetByLink(ctx.deps, ctx.actor, input)),
  withdraw: procedureFor('account.edit')
    .input(AccountLinkRef)
    .mutation(({ ctx, input }) => withdrawAccountLink(ctx.deps, ctx.actor, input)),
});
