import { accountRefusals, auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import type { MadeLink } from './link-view.ts';
import { lockAccount } from './load.ts';
import { makeLink } from './make-link.ts';
import type { AccountRef } from './schema.ts';

/** Makes a link by which somebody chooses another password; until then the old one is good. */
export const resetByLink = async (
  deps: Deps,
  actor: Actor,
  { account }: AccountRef,
): Promise<MadeLink> => {
  return deps.db.transaction(async (tx) => {
    const { name, site, disabledAt } = await lockAccount(tx, actor, account);
    if (disabledAt !== null) throw new BadInput('account', accountRefusals.disabled);
    await record(tx, actor, {
      site,
      action: 'reset-link',
      entity: 'user',
      subject: account,
      summary: auditSentences.accounts.madeResetLink(name),
    });
    return makeLink({ deps, tx, actor }, { kind: 'reset', account });
  });
};
