import { randomBytes } from 'node:crypto';
import { auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { endSessions, lockAccount, readAccount } from './load.ts';
import type { AccountRef } from './schema.ts';
import { setPassword } from './set-password.ts';
import type { PasswordReset } from './view.ts';

/** Gives an account another password, told once, and signs it out everywhere. */
export const resetPassword = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<PasswordReset> => {
  const password = randomBytes(12).toString('base64url');
  const hashed = await hashPassword(password);
  await deps.db.transaction(async (tx) => {
    const { name, site } = await lockAccount(tx, actor, account);
    await setPassword(tx, account, { hashed, now: deps.now() });
    await endSessions(tx, [account]);
    await record(tx, actor, {
      site,
      action: 'reset-password',
      entity: 'user',
      subject: account,
      summary: auditSentences.accounts.resetPassword(name),
    });
  });
  deps.live.revoked([account]);
  return { account: await readAccount(deps.db, account), password };
};
