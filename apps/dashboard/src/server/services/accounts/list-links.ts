import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { AccountLinkView } from './link-view.ts';
import { readOpenLinks } from './load-links.ts';

/** Invitations and links to another password that nobody has used yet, oldest first. */
export const listAccountLinks = async (deps: Deps, actor: Actor): Promise<AccountLinkView[]> => {
  requireRole(actor, 'admin');
  return readOpenLinks(deps.db, deps.now());
};
