import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { twoFactor, user } from '../../db/schema/index.ts';

/** The account signs in by its password alone again; false: it did before. */
export const removeSecondFactor = async (tx: Tx, account: string): Promise<boolean> => {
  const gone = await tx
    .delete(twoFactor)
    .where(eq(twoFactor.userId, account))
    .returning({ verified: twoFactor.verified });
  await tx.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, account));
  return gone.some(({ verified }) => verified);
};
