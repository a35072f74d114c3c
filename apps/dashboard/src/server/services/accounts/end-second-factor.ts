import { auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { lockAccount, readAccount } from './load.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import type { AccountRef } from './schema.ts';
import type { AccountView } from './view.ts';

/** Lets somebody in again who lost what shows their codes: by the password alone. */
export const endSecondFactor = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<AccountView> => {
  await deps.db.transaction(async (tx) => {
    const { name, site } = await lockAccount(tx, actor, account);
    if (!(await removeSecondFactor(tx, account))) return;
    const summary = auditSentences.accounts.secondFactorOffFor(name);
    await record(tx, actor, {
      site,
      action: 'second-factor-off',
      entity: 'user',
      subject: account,
      summary,
    });
  });
  return readAccount(deps.db, account);
};
