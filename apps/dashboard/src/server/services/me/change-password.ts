import { accountRefusals, auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import { setPassword } from '../accounts/set-password.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { endOtherSessions } from './end-others.ts';
import { requireOwnPassword } from './own-password.ts';
import type { ChangePasswordInput } from './schema.ts';
import { listOwnSessions } from './sessions.ts';
import type { OwnSession } from './view.ts';

/**
 * Gives whoever asks another password, if they know the one that they have, and signs them out
 * everywhere but here. Throws TooMany for whoever tries many.
 */
export const changeOwnPassword = async (
  deps: Deps,
  actor: Actor,
  { current, password }: ChangePasswordInput,
): Promise<OwnSession[]> => {
  await requireOwnPassword(deps, actor, { current, what: auditSentences.accounts.ownPassword });
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
