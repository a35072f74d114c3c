import { provesRecovery } from '@nanoedge/link';
import { accountRefusals, auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { user } from '../../db/schema/index.ts';
import { recordRefusal } from '../activity/record-refusal.ts';
import { nobody, record, system } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Forbidden } from '../errors.ts';
import type { MadeLink } from './link-view.ts';
import { lockAccount } from './load.ts';
import { makeLink } from './make-link.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import type { RecoverInput } from './schema.ts';

/**
 * Makes a link by which an administrator whom nobody can help any more chooses another password, for
 * whoever proves that they read the secrets of the dashboard. Throws Forbidden for anybody else.
 */
export const recoverAccount = async (
  deps: Deps,
  asked: RecoverInput,
  { secret, address }: { secret: string; address: string },
): Promise<MadeLink> => {
  const { recovered, recovery } = auditSentences.accounts;
  if (!provesRecovery(secret, asked, deps.now())) {
    const { message } = accountRefusals.noProof;
    await recordRefusal(deps, { ...nobody, address }, { what: recovery, why: message });
    throw new Forbidden(accountRefusals.noProof);
  }
  return deps.db.transaction(async (tx) => {
    const [found] = await tx.select({ id: user.id }).from(user).where(eq(user.email, asked.email));
    if (found === undefined) throw new BadInput('email', accountRefusals.noAccount);
    // Whoever reads the secrets of the dashboard may do what an administrator of every site may
    const reader = { ...system, role: 'admin', site: null, person: null, address } as const;
    const { id, name, role, of, site, disabledAt } = await lockAccount(tx, reader, found.id);
    if (role !== 'admin') throw new BadInput('email', accountRefusals.onlyAdmin);
    if (disabledAt !== null) throw new BadInput('email', accountRefusals.disabled);
    await record(
      tx,
      { ...system, address },
      { site, action: 'reset-link', entity: 'user', subject: id, summary: recovered(name) },
    );
    await removeSecondFactor(tx, id);
    const actor = { user: id, name, role, site: of, person: null, address };
    return makeLink({ deps, tx, actor }, { kind: 'reset', account: id });
  });
};
