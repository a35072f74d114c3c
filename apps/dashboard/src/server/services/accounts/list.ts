import { can } from '../../../policy/can.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { readAccounts } from './load.ts';
import type { AccountView } from './view.ts';

/** Who can sign in, by name. */
export const listAccounts = async (deps: Deps, actor: Actor): Promise<AccountView[]> => {
  demand(actor, 'account.list');
  const all = await readAccounts(deps.db, null);
  return all.filter(({ site }) => can(actor, 'account.edit', { site }));
};
