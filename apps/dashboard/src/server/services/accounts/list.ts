import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { readAccounts } from './load.ts';
import type { AccountView } from './view.ts';

/** Who can sign in, by name. */
export const listAccounts = async (deps: Deps, actor: Actor): Promise<AccountView[]> => {
  requireRole(actor, 'admin');
  return readAccounts(deps.db, null);
};
