import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { endSessions, lockAccount, readAccount, refuseOnYourself } from './load.ts';
import type { AccountRef } from './schema.ts';
import type { AccountView } from './view.ts';

/** Closes an account: nobody signs in with it, its sessions and links end at once. */
export const disableAccount = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<AccountView> => {
  await deps.db.transaction(async (tx) => {
    await refuseOnYourself(tx, actor, account);
    const { name, site, disabledAt } = await lockAccount(tx, actor, account);
    if (disabledAt !== null) return;
    await tx
      .update(user)
      .set({ disabledAt: new Date(deps.now()) })
      .where(eq(user.id, account));
    await endSessions(tx, [account]);
    const summary = auditSentences.accounts.disabled(name);
    await record(tx, actor, { site, action: 'disable', entity: 'user', subject: account, summary });
  });
  deps.live.revoked([account]);
  return readAccount(deps.db, account);
};
