import { randomBytes, randomUUID } from 'node:crypto';
import { auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { account as credentials } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { endSessions, lockAccount, readAccount } from './load.ts';
import type { AccountRef } from './schema.ts';
import type { PasswordReset } from './view.ts';

/** Gives an account another password, told once, and signs it out everywhere. */
export const resetPassword = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<PasswordReset> => {
  requireRole(actor, 'admin');
  const password = randomBytes(12).toString('base64url');
  const hashed = await hashPassword(password);
  await deps.db.transaction(async (tx) => {
    const { name, site } = await lockAccount(tx, account);
    const changed = await tx
      .update(credentials)
      .set({ password: hashed, updatedAt: new Date(deps.now()) })
      .where(and(eq(credentials.userId, account), eq(credentials.providerId, 'credential')))
      .returning({ id: credentials.id });
    if (changed.length === 0)
      await tx.insert(credentials).values({
        id: randomUUID(),
        accountId: account,
        providerId: 'credential',
        userId: account,
        password: hashed,
      });
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
