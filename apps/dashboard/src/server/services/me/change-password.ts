import { accountRefusals, auditSentences } from '@nanoedge/words';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { account as credentials } from '../../db/schema/index.ts';
import { setPassword } from '../accounts/set-password.ts';
import type { Actor } from '../actor.ts';
import { recordRefusal } from '../activity/record-refusal.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { endOtherSessions } from './end-others.ts';
import type { ChangePasswordInput } from './schema.ts';
import { listOwnSessions } from './sessions.ts';
import type { OwnSession } from './view.ts';

const refuseWrong = async (deps: Deps, actor: Actor, current: string): Promise<void> => {
  const [row] = await deps.db
    .select({ hash: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, actor.user), eq(credentials.providerId, 'credential')));
  const hash = row?.hash ?? null;
  if (hash !== null && (await verifyPassword({ hash, password: current }))) return;
  const { ownPassword } = auditSentences.accounts;
  const { wrongPassword } = accountRefusals;
  await recordRefusal(deps, actor, { what: ownPassword, why: wrongPassword.message });
  throw new BadInput('current', wrongPassword);
};

/**
 * Gives whoever asks another password, if they know the one that they have, and signs them out
 * everywhere but here. Throws TooMany for whoever tries many.
 */
export const changeOwnPassword = async (
  deps: Deps,
  actor: Actor,
  { current, password }: ChangePasswordInput,
): Promise<OwnSession[]> => {
  await deps.passwordTries.run(actor.user, () => refuseWrong(deps, actor, current));
  if (current === password) throw new BadInput('password', accountRefusals.samePassword);
  const hashed = await hashPassword(password);
  await deps.db.transaction(async (tx) => {
    await setPassword(tx, actor.user, { hashed, now: deps.now() });
    await endOtherSessions(tx, actor);
    await record(tx, actor, {
      site: null,
      action: 'change-password',
      entity: 'user',
      subject: actor.user,
      summary: auditSentences.accounts.choseOwn,
    });
  });
  return listOwnSessions(deps, actor);
};
