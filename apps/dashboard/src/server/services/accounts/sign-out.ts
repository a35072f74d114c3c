import { auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { endSessions, lockAccount, readAccount } from './load.ts';
import type { AccountRef } from './schema.ts';
import type { AccountView } from './view.ts';

/** Ends all sessions and links of an account; whoever has the password signs in again. */
export const signOutEverywhere = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<AccountView> => {
  await deps.db.transaction(async (tx) => {
    const { name, site } = await lockAccount(tx, actor, account);
    await endSessions(tx, [account]);
    const summary = auditSentences.accounts.signedOut(name);
    await record(tx, actor, {
      site,
      action: 'sign-out',
      entity: 'user',
      subject: account,
      summary,
    });
  });
  deps.live.revoked([account]);
  return readAccount(deps.db, account);
};
