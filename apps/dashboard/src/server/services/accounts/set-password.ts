import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { account as credentials } from '../../db/schema/index.ts';

/** Gives an account this password, as `hashPassword` hashed it, in place of the one that it had. */
export const setPassword = async (
  tx: Tx,
  account: string,
  { hashed, now }: { hashed: string; now: number },
): Promise<void> => {
  const changed = await tx
    .update(credentials)
    .set({ password: hashed, updatedAt: new Date(now) })
    .where(and(eq(credentials.userId, account), eq(credentials.providerId, 'credential')))
    .returning({ id: credentials.id });
  if (changed.length > 0) return;
  await tx.insert(credentials).values({
    id: randomUUID(),
    accountId: account,
    providerId: 'credential',
    userId: account,
    password: hashed,
  });
};
