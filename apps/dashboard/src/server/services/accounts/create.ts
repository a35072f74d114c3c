import { randomBytes, randomUUID } from 'node:crypto';
import { accountRefusals, auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import { user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { readAccount, siteOfPerson } from './load.ts';
import type { CreateAccountInput } from './schema.ts';
import { setPassword } from './set-password.ts';
import type { PasswordReset } from './view.ts';

/** Makes an account for somebody, with a password that is told once. */
export const createAccount = async (
  deps: Deps,
  actor: Actor,
  { email, name, role, site, person }: CreateAccountInput,
): Promise<PasswordReset> => {
  demand(actor, 'account.edit', { site });
  const password = randomBytes(12).toString('base64url');
  const hashed = await hashPassword(password);
  const id = randomUUID();
  await deps.db.transaction(async (tx) => {
    const of = await siteOfPerson(tx, { person, within: site });
    const made = await tx
      .insert(user)
      .values({ id, email, emailVerified: true, name, role, site, person })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (made.length === 0) throw new BadInput('email', accountRefusals.taken);
    await setPassword(tx, id, { hashed, now: deps.now() });
    await record(tx, actor, {
      site: of ?? site,
      action: 'create',
      entity: 'user',
      subject: id,
      summary: auditSentences.people.madeUser(name, role),
    });
  });
  return { account: await readAccount(deps.db, id), password };
};
