import type { PersonId, SiteId } from '@nanoedge/protocol';
import { accountRefusals } from '@nanoedge/words';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { people, session, user } from '../../db/schema/index.ts';
import type { Role } from '../../../policy/roles.ts';
import { type Actor, demand } from '../actor.ts';
import { BadInput, NotFound } from '../errors.ts';
import type { AccountView } from './view.ts';

export interface LockedAccount {
  id: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  /** The only site whose things it sees; null: every site. */
  of: SiteId | null;
  /** Of the person that it belongs to, if it does. */
  site: SiteId | null;
}

/**
 * An account that nobody else changes until the transaction ends. Throws NotFound, also for one
 * that the actor may not change.
 */
export const lockAccount = async (tx: Tx, actor: Actor, id: string): Promise<LockedAccount> => {
  const [found] = await tx
    .select({
      of: user.site,
      id: user.id,
      name: user.name,
      role: user.role,
      disabledAt: user.disabledAt,
      site: people.site,
    })
    .from(user)
    .leftJoin(people, eq(people.id, user.person))
    .where(eq(user.id, id))
    .for('update', { of: user });
  if (found === undefined) throw new NotFound('user', id);
  demand(actor, 'account.edit', { site: found.of, as: ['user', id] });
  return found;
};

/**
 * So that there is always an administrator: nobody closes their own account or lowers their own
 * role, and of two who do it to each other one is an administrator no more when their turn comes.
 */
export const refuseOnYourself = async (tx: Tx, actor: Actor, id: string): Promise<void> => {
  if (actor.user === id) throw new BadInput('account', accountRefusals.yourself);
  const admins = await tx
    .select({ id: user.id, site: user.site, disabledAt: user.disabledAt })
    .from(user)
    .where(eq(user.role, 'admin'))
    .orderBy(asc(user.id))
    .for('update');
  const isAdmin = admins.some(
    (one) => one.id === actor.user && one.site === actor.site && one.disabledAt === null,
  );
  if (!isAdmin) throw new BadInput('account', accountRefusals.noAdmin);
};

/**
 * Where the person of an account is; null: it is of nobody. Throws BadInput when they are gone, or
 * elsewhere than `within`; null: wherever.
 */
export const siteOfPerson = async (
  tx: Tx,
  { person, within }: { person: PersonId | null; within: SiteId | null },
): Promise<SiteId | null> => {
  if (person === null) return null;
  const [of] = await tx
    .select({ site: people.site })
    .from(people)
    .where(and(eq(people.id, person), isNull(people.removedAt)));
  if (of === undefined || (within !== null && of.site !== within))
    throw new BadInput('person', accountRefusals.noPerson);
  return of.site;
};

/** Ends all sessions of these users. */
export const endSessions = async (tx: Tx, users: readonly string[]): Promise<void> => {
  if (users.length > 0) await tx.delete(session).where(inArray(session.userId, [...users]));
};

/** All accounts by name, or one. */
export const readAccounts = async (db: Db, id: string | null): Promise<AccountView[]> => {
  const rows = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      site: user.site,
      secondFactor: user.twoFactorEnabled,
      disabledAt: user.disabledAt,
      sessions: sql<number>`(select count(*)::int from session s
        where s.user_id = "user"."id" and s.expires_at > now())`,
    })
    .from(user)
    .where(id === null ? undefined : eq(user.id, id))
    .orderBy(asc(user.name), asc(user.id));
  return rows.map(({ disabledAt, ...row }) => ({
    ...row,
    disabledAt: disabledAt?.getTime() ?? null,
  }));
};

export const readAccount = async (db: Db, id: string): Promise<AccountView> => {
  const [found] = await readAccounts(db, id);
  if (found === undefined) throw new NotFound('user', id);
  return found;
};
