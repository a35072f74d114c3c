import { eq } from 'drizzle-orm';
import { user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { MeView } from './view.ts';

export const getMe = async (deps: Deps, actor: Actor): Promise<MeView> => {
  const [row] = await deps.db.select().from(user).where(eq(user.id, actor.user)).limit(1);
  if (row === undefined) throw new NotFound('user', actor.user);
  const { id, name, email, role, site } = row;
  return { id, name, email, role, site, person: actor.person };
};
