import { randomBytes, randomUUID } from 'node:crypto';
import { accountRefusals, auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { account as credentials, people, user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { readAccount } from './load.ts';
import type { CreateAccountInput } from './schema.ts';
import type { PasswordReset } from './view.ts';

/** Makes an account for somebody, with a password that is told once. */
export const createAccount = async (
  deps: Deps,
  actor: Actor,
  { email, name, role, person }: CreateAccountInput,
): Promise<PasswordReset> => {
  requireRole(actor, 'admin');
  const password = randomBytes(12).toString('base64url');
  const hashed = await hashPassword(password);
  const id = randomUUID();
  await deps.db.transaction(async (tx) => {
    const [of] =
      person === null
        ? []
        : await tx
            .select({ site: people.site })
            .from(people)
            .where(and(eq(people.id, person), isNull(people.removedAt)));
    if (person !== null && of === undefined) throw new BadInput('person', accountRefusals.noPerson);
    const made = await tx
      .insert(user)
      .values({ id, email, emailVerified: true, name, role, person })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (made.length === 0) throw new BadInput('email', accountRefusals.taken);
    await tx.insert(credentials).values({
      id: randomUUID(),
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: hashed,
    });
    await record(tx, actor, {
      site: of?.site ?? null,
      action: 'create',
      entity: 'user',
      subject: id,
      summary: auditSentences.people.madeUser(name, role),
    });
  });
  return { account: await readAccount(deps.db, id), password };
};
