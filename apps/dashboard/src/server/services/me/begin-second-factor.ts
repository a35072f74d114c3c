import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createOTP } from '@better-auth/utils/otp';
import { accountRefusals, auditSentences } from '@nanoedge/words';
import { and, eq } from 'drizzle-orm';
import { twoFactor, user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';
import { requireOwnPassword } from './own-password.ts';
import { findSecondFactor } from './read-second-factor.ts';
import type { OwnPasswordInput } from './schema.ts';
import type { BegunSecondFactor } from './second-factor-view.ts';

/** Without what is easily taken for another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const word = (length: number): string =>
  Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
const newBackupCodes = (): string[] => Array.from({ length: 10 }, () => `${word(5)}-${word(5)}`);

/**
 * Makes a secret for an app that shows codes. It is asked for at sign-in only when a code of it was
 * given, so that nobody locks themselves out with an app that did not take it.
 */
export const beginSecondFactor = async (
  deps: Deps,
  actor: Actor,
  { current }: OwnPasswordInput,
): Promise<BegunSecondFactor> => {
  await requireOwnPassword(deps, actor, { current, what: auditSentences.accounts.secondFactor });
  const [account] = await deps.db
    .select({ email: user.email })
    .from(user)
    .where(eq(user.id, actor.user));
  if (account === undefined) throw new NotFound('user', actor.user);
  const text = randomBytes(15).toString('base64url');
  const backupCodes = newBackupCodes();
  const sealed = {
    secret: await deps.accountSecrets.seal(text),
    backupCodes: await deps.accountSecrets.seal(JSON.stringify(backupCodes)),
    verified: false,
  };
  await deps.db.transaction(async (tx) => {
    if ((await findSecondFactor(tx, actor.user))?.verified === true)
      throw new Conflict('', accountRefusals.secondFactorIsOn);
    await tx
      .delete(twoFactor)
      .where(and(eq(twoFactor.userId, actor.user), eq(twoFactor.verified, false)));
    // Of two at once one fails here, as the account can have one only
    await tx.insert(twoFactor).values({ id: randomUUID(), userId: actor.user, ...sealed });
  });
  const uri = createOTP(text).url('nanoedge', account.email);
  return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', backupCodes };
};
