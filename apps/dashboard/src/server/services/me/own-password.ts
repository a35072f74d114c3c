import { accountRefusals } from '@nanoedge/words';
import { verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { account as credentials } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { recordRefusal } from '../activity/record-refusal.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';

const refuseWrong = async (
  deps: Deps,
  actor: Actor,
  { current, what }: { current: string; what: string },
): Promise<void> => {
  const [row] = await deps.db
    .select({ hash: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, actor.user), eq(credentials.providerId, 'credential')));
  const hash = row?.hash ?? null;
  if (hash !== null && (await verifyPassword({ hash, password: current }))) return;
  const { wrongPassword } = accountRefusals;
  await recordRefusal(deps, actor, { what, why: wrongPassword.message });
  throw new BadInput('current', wrongPassword);
};

/**
 * Whoever finds a page open cannot do what this stands before. Throws BadInput for another password
 * than theirs, TooMany for whoever tries many; `what` is written down as refused.
 */
export const requireOwnPassword = (
  deps: Deps,
  actor: Actor,
  asked: { current: string; what: string },
): Promise<void> => deps.passwordTries.run(actor.user, () => refuseWrong(deps, actor, asked));
