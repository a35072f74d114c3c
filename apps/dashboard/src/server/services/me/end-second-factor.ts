import { auditSentences } from '@nanoedge/words';
import { removeSecondFactor } from '../accounts/remove-second-factor.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { requireOwnPassword } from './own-password.ts';
import type { OwnPasswordInput } from './schema.ts';
import type { SecondFactor } from './second-factor-view.ts';

/** Whoever asks signs in by their password alone again. Throws BadInput when it is not theirs. */
export const endOwnSecondFactor = async (
  deps: Deps,
  actor: Actor,
  { current }: OwnPasswordInput,
): Promise<SecondFactor> => {
  await requireOwnPassword(deps, actor, { current, what: auditSentences.accounts.secondFactor });
  await deps.db.transaction(async (tx) => {
    if (!(await removeSecondFactor(tx, actor.user))) return;
    await record(tx, actor, {
      site: null,
      action: 'second-factor-off',
      entity: 'user',
      subject: actor.user,
      summary: auditSentences.accounts.secondFactorOff,
    });
  });
  return { isOn: false };
};
