import { auditSentences } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import { accountLinks } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { AccountLinkView } from './link-view.ts';
import { readOpenLink } from './load-links.ts';
import type { AccountLinkRef } from './schema.ts';

/** Makes a link open nothing any more. Gives what it was. */
export const withdrawAccountLink = async (
  deps: Deps,
  actor: Actor,
  { link: id }: AccountLinkRef,
): Promise<AccountLinkView> => {
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    const link = await readOpenLink(tx, id, now);
    demand(actor, 'account.edit', { site: link.site, as: ['invitation', id] });
    const [gone] = await tx
      .update(accountLinks)
      .set({ withdrawnAt: new Date(now) })
      .where(
        and(eq(accountLinks.id, id), isNull(accountLinks.usedAt), isNull(accountLinks.withdrawnAt)),
      )
      .returning({ account: accountLinks.account });
    if (gone === undefined) throw new NotFound('invitation', id);
    const { invitation, reset } = auditSentences.accounts.withdrawn;
    await record(tx, actor, {
      site: link.site,
      action: 'withdraw',
      entity: 'user',
      subject: gone.account,
      summary: link.kind === 'invitation' ? invitation(link.name) : reset(link.name),
    });
    return link;
  });
};
