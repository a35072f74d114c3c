import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { lockAccount, readAccount } from './load.ts';
import type { AccountRef } from './schema.ts';
import type { AccountView } from './view.ts';

/** Opens an account that was disabled; its password is as it was. */
export const enableAccount = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<AccountView> => {
  await deps.db.transaction(async (tx) => {
    const { name, site, disabledAt } = await lockAccount(tx, actor, account);
    if (disabledAt === null) return;
    await tx.update(user).set({ disabledAt: null }).where(eq(user.id, account));
    const summary = auditSentences.accounts.enabled(name);
    await record(tx, actor, { site, action: 'enable', entity: 'user', subject: account, summary });
  });
  return readAccount(deps.db, account);
};
