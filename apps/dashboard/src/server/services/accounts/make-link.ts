import { randomUUID } from 'node:crypto';
import { and, eq, isNull, or } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { accountLinks } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { linkValidMs } from './link-state.ts';
import { hashOfToken, newLinkToken } from './link-token.ts';
import type { MadeLink } from './link-view.ts';
import { readOpenLink } from './load-links.ts';

type Wanted = Pick<typeof accountLinks.$inferInsert, 'kind' | 'account'> &
  Partial<Pick<typeof accountLinks.$inferInsert, 'name' | 'email' | 'role' | 'site' | 'person'>>;

/**
 * Makes a link in place of those that its account or e-mail had. What is behind # is sent to no
 * server: the token is in no log of a request and in no Referer.
 */
export const makeLink = async (
  { deps, tx, actor }: { deps: Deps; tx: Tx; actor: Actor },
  wanted: Wanted,
): Promise<MadeLink> => {
  const now = deps.now();
  const same =
    wanted.email === undefined || wanted.email === null
      ? eq(accountLinks.account, wanted.account)
      : or(eq(accountLinks.account, wanted.account), eq(accountLinks.email, wanted.email));
  await tx
    .update(accountLinks)
    .set({ withdrawnAt: new Date(now) })
    .where(and(same, isNull(accountLinks.usedAt), isNull(accountLinks.withdrawnAt)));
  const token = newLinkToken();
  const id = randomUUID();
  await tx.insert(accountLinks).values({
    ...wanted,
    id,
    tokenHash: hashOfToken(token),
    madeBy: actor.user,
    madeAt: new Date(now),
    expiresAt: new Date(now + linkValidMs[wanted.kind]),
  });
  const page = wanted.kind === 'invitation' ? 'join' : 'new-password';
  const url = new URL(`/${page}#${token}`, deps.address).href;
  return { link: await readOpenLink(tx, id, now), url };
};
