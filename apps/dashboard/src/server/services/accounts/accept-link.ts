import { accountRefusals, auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { accountLinks, user } from '../../db/schema/index.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import { findLink } from './find-link.ts';
import { endSessions } from './load.ts';
import { findLinkByHash, type LoadedLink } from './load-links.ts';
import type { AcceptLinkInput } from './schema.ts';
import { setPassword } from './set-password.ts';

/** Of two who open a link at once, one finds it used. */
const claim = async (tx: Tx, { link }: LoadedLink, now: number): Promise<void> => {
  const claimed = await tx
    .update(accountLinks)
    .set({ usedAt: new Date(now) })
    .where(
      and(
        eq(accountLinks.id, link.id),
        isNull(accountLinks.usedAt),
        isNull(accountLinks.withdrawnAt),
      ),
    )
    .returning({ id: accountLinks.id });
  if (claimed.length === 0) throw new Conflict('token', accountRefusals.links.used);
};

/**
 * Throws Refusal for a link that opens nothing, at this very moment: whoever made it cannot lose
 * their rights until the transaction ends.
 */
const refuseClosed = async (tx: Tx, { link }: LoadedLink, now: number): Promise<void> => {
  await tx.select({ id: user.id }).from(user).where(eq(user.id, link.madeBy)).for('share');
  const state = (await findLinkByHash(tx, link.tokenHash, now))?.opened.state ?? 'withdrawn';
  if (state !== 'open') throw new Conflict('token', accountRefusals.links[state]);
};

const makeAccount = async (tx: Tx, { link, opened }: LoadedLink): Promise<void> => {
  const { email, name, role } = opened;
  const made = await tx
    .insert(user)
    .values({
      id: link.account,
      email,
      emailVerified: true,
      name,
      role,
      site: link.site,
      person: link.person,
    })
    .onConflictDoNothing()
    .returning({ id: user.id });
  if (made.length === 0) throw new Conflict('token', accountRefusals.taken);
};

/**
 * Makes the account that somebody was invited to, or gives theirs another password, and signs that
 * out everywhere. Gives the e-mail with which they sign in now. Throws Refusal for a link that opens
 * nothing.
 */
export const acceptLink = async (
  deps: Deps,
  { token, password }: AcceptLinkInput,
  address: string,
): Promise<{ email: string }> => {
  const found = await findLink(deps, token, address);
  const { state, kind, name, email, role } = found.opened;
  // Before the password is hashed, which takes long
  if (state !== 'open') throw new Conflict('token', accountRefusals.links[state]);
  const now = deps.now();
  const hashed = await hashPassword(password);
  const { account } = found.link;
  const { accepted, choseByLink } = auditSentences.accounts;
  await deps.db.transaction(async (tx) => {
    await refuseClosed(tx, found, now);
    await claim(tx, found, now);
    if (kind === 'invitation') await makeAccount(tx, found);
    await setPassword(tx, account, { hashed, now });
    await endSessions(tx, [account]);
    await record(
      tx,
      { user: account, name, address },
      {
        site: found.site,
        action: kind === 'invitation' ? 'accept' : 'reset-password',
        entity: 'user',
        subject: account,
        summary: kind === 'invitation' ? accepted(name, role) : choseByLink(name),
      },
    );
  });
  deps.live.revoked([account]);
  return { email };
};
