import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Db, Tx } from '../../db/client.ts';
import { twoFactor } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { SecondFactor } from './second-factor-view.ts';

const Codes = z.array(z.string());

/** Null: none was begun. */
export const findSecondFactor = async (
  db: Db | Tx,
  user: string,
): Promise<typeof twoFactor.$inferSelect | null> => {
  const [found] = await db.select().from(twoFactor).where(eq(twoFactor.userId, user));
  return found ?? null;
};

export const readSecondFactor = async (deps: Deps, actor: Actor): Promise<SecondFactor> => {
  const found = await findSecondFactor(deps.db, actor.user);
  if (found?.verified !== true) return { isOn: false };
  const codes = Codes.parse(JSON.parse(await deps.accountSecrets.open(found.backupCodes)));
  return { isOn: true, codesLeft: codes.length };
};
