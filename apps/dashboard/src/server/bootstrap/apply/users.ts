import { randomUUID } from 'node:crypto';
import { auditSentences } from '@nanoedge/words';
import { hashPassword } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { account, user } from '../../db/schema/index.ts';
import { record, system } from '../../services/audit.ts';
import { isForgotten } from '../../services/people/forget.ts';
import type { BootstrapDocument } from '../document.ts';

/** Makes the users who are not there yet. Who is there keeps the password that they have. */
export const applyUsers = async (
  tx: Tx,
  { site, users }: Pick<BootstrapDocument, 'site' | 'users'>,
): Promise<void> => {
  for (const { password, email, ...wanted } of users) {
    const { person } = wanted;
    if (person !== undefined && person !== null && (await isForgotten(tx, site.id, person)))
      continue;
    const address = email.toLowerCase();
    const [existing] = await tx
      .select({ id: user.id })
      .from(user)
      .where(eq(user.email, address))
      .limit(1);
    if (existing !== undefined) continue;
    const id = randomUUID();
    await tx.insert(user).values({
      id,
      email: address,
      emailVerified: true,
      name: wanted.name,
      role: wanted.role,
      person: wanted.person ?? null,
    });
    await tx.insert(account).values({
      id: randomUUID(),
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: await hashPassword(password),
    });
    await record(tx, system, {
      site: site.id,
      action: 'create',
      entity: 'user',
      subject: id,
      summary: auditSentences.people.madeUser(wanted.name, wanted.role),
    });
  }
};
