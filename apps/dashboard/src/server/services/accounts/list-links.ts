import { can } from '../../../policy/can.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { AccountLinkView } from './link-view.ts';
import { readOpenLinks } from './load-links.ts';

/** Invitations and links to another password that nobody has used yet, oldest first. */
export const listAccountLinks = async (deps: Deps, actor: Actor): Promise<AccountLinkView[]> => {
  demand(actor, 'account.list');
  const all = await readOpenLinks(deps.db, deps.now());
  return all.filter(({ site }) => can(actor, 'account.edit', { site }));
};
