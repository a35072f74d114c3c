import { createAccount } from '../../services/accounts/create.ts';
import { disableAccount } from '../../services/accounts/disable.ts';
import { enableAccount } from '../../services/accounts/enable.ts';
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
  links: admin.query(({ ctx }) => listAccountLinks(ctx.deps, ctx.actor)),
  invite: admin
    .input(CreateAccountInput)
    .mutation(({ ctx, input }) => invite(ctx.deps, ctx.actor, input)),
  resetByLink: admin
    .input(AccountRef)
    .mutation(({ ctx, input }) => resetByLink(ctx.deps, ctx.actor, input)),
  withdraw: admin
    .input(AccountLinkRef)
    .mutation(({ ctx, input }) => withdrawAccountLink(ctx.deps, ctx.actor, input)),
});
