import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { lockAccount, readAccount, refuseOnYourself } from './load.ts';
import type { SetRoleInput } from './schema.ts';
import type { AccountView } from './view.ts';

/** Gives an account another role. It stays signed in; its links end and come again with the role. */
export const setRole = async (
  deps: Deps,
  actor: Actor,
  { account, role }: SetRoleInput,
): Promise<AccountView> => {
  await deps.db.transaction(async (tx) => {
    await refuseOnYourself(tx, actor, account);
    const old = await lockAccount(tx, actor, account);
    if (old.role === role) return;
    await tx.update(user).set({ role }).where(eq(user.id, account));
    await record(tx, actor, {
      site: old.site,
      action: 'set-role',
      entity: 'user',
      subject: account,
      summary: auditSentences.accounts.role(old.name, old.role, role),
    });
  });
  deps.live.revoked([account]);
  return readAccount(deps.db, account);
};
