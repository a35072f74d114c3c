import { randomUUID } from 'node:crypto';
import { accountRefusals, auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import type { MadeLink } from './link-view.ts';
import { siteOfPerson } from './load.ts';
import { makeLink } from './make-link.ts';
import type { CreateAccountInput } from './schema.ts';

/**
 * Invites somebody by a link, with which they make their account and choose its password. An
 * earlier invitation to the same e-mail is withdrawn.
 */
export const invite = async (
  deps: Deps,
  actor: Actor,
  wanted: CreateAccountInput,
): Promise<MadeLink> => {
  demand(actor, 'account.edit', wanted);
  return deps.db.transaction(async (tx) => {
    const { person, site: within } = wanted;
    const site = (await siteOfPerson(tx, { person, within })) ?? within;
    const [taken] = await tx.select({ id: user.id }).from(user).where(eq(user.email, wanted.email));
    if (taken !== undefined) throw new BadInput('email', accountRefusals.taken);
    const account = randomUUID();
    await record(tx, actor, {
      site,
      action: 'invite',
      entity: 'user',
      subject: account,
      summary: auditSentences.accounts.invited(wanted.name, wanted.role),
    });
    return makeLink({ deps, tx, actor }, { kind: 'invitation', account, ...wanted });
  });
};
