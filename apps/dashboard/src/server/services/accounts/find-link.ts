import { accountRefusals, auditSentences } from '@nanoedge/words';
import { recordRefusal } from '../activity/record-refusal.ts';
import { nobody } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { hashOfToken } from './link-token.ts';
import { findLinkByHash, type LoadedLink } from './load-links.ts';

/** Writes down where a link opened nothing, and from where it was tried; null: it is none of ours. */
const recordRefused = (deps: Deps, found: LoadedLink | null, address: string): Promise<void> => {
  const { refusedLink, unknownLink } = auditSentences.accounts;
  const who = { ...nobody, address };
  if (found === null)
    return recordRefusal(deps, who, {
      what: unknownLink,
      why: accountRefusals.links.unknown.message,
      subject: 'unknown',
    });
  const { kind, name, state } = found.opened;
  if (state === 'open') return Promise.resolve();
  return recordRefusal(deps, who, {
    what: refusedLink[kind](name),
    why: accountRefusals.links[state].message,
    subject: found.link.account,
  });
};

/**
 * What a link with this token is, in whatever state; that it opens nothing is written down. Throws
 * Refusal for one that is none of ours.
 */
export const findLink = async (deps: Deps, token: string, address: string): Promise<LoadedLink> => {
  const found = await findLinkByHash(deps.db, hashOfToken(token), deps.now());
  await recordRefused(deps, found, address);
  if (found === null) throw new Refusal('not-found', 'token', accountRefusals.links.unknown);
  return found;
};
