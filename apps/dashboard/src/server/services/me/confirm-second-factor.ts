import { createOTP } from '@better-auth/utils/otp';
import { accountRefusals, auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { twoFactor, user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict } from '../errors.ts';
import { findSecondFactor, readSecondFactor } from './read-second-factor.ts';
import type { ConfirmSecondFactorInput } from './schema.ts';
import type { SecondFactor } from './second-factor-view.ts';

/** From now on a code is asked for at sign-in, as the app has just shown one. Throws BadInput for another. */
export const confirmSecondFactor = async (
  deps: Deps,
  actor: Actor,
  { code }: ConfirmSecondFactorInput,
): Promise<SecondFactor> => {
  await deps.passwordTries.run(actor.user, async () => {
    const begun = await findSecondFactor(deps.db, actor.user);
    if (begun === null) throw new Conflict('', accountRefusals.secondFactorIsOff);
    if (begun.verified) throw new Conflict('', accountRefusals.secondFactorIsOn);
    const secret = await deps.accountSecrets.open(begun.secret);
    if (!(await createOTP(secret).verify(code)))
      throw new BadInput('code', accountRefusals.wrongCode);
    await deps.db.transaction(async (tx) => {
      await tx.update(twoFactor).set({ verified: true }).where(eq(twoFactor.id, begun.id));
      await tx.update(user).set({ twoFactorEnabled: true }).where(eq(user.id, actor.user));
      await record(tx, actor, {
        site: null,
        action: 'second-factor-on',
        entity: 'user',
        subject: actor.user,
        summary: auditSentences.accounts.secondFactorOn,
      });
    });
  });
  return readSecondFactor(deps, actor);
};
