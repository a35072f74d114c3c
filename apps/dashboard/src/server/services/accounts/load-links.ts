import { and, asc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../../db/client.ts';
import { accountLinks, people, user } from '../../db/schema/index.ts';
import { NotFound } from '../errors.ts';
import { type AccountLinkState, linkStateAt } from './link-state.ts';
import type { AccountLinkView, OpenedLink } from './link-view.ts';

const maker = alias(user, 'maker');
const reset = alias(user, 'reset');
/** Who has the e-mail of an invitation already. */
const holder = alias(user, 'holder');

const rowsOf = (db: Db | Tx, where: SQL | undefined) =>
  db
    .select({
      link: accountLinks,
      maker: { name: maker.name, role: maker.role, disabledAt: maker.disabledAt },
      reset: {
        name: reset.name,
        email: reset.email,
        role: reset.role,
        site: reset.site,
        disabledAt: reset.disabledAt,
      },
      holder: { createdAt: holder.createdAt },
      person: { site: people.site, removedAt: people.removedAt },
    })
    .from(accountLinks)
    .innerJoin(maker, eq(maker.id, accountLinks.madeBy))
    .leftJoin(reset, and(eq(accountLinks.kind, 'reset'), eq(reset.id, accountLinks.account)))
    .leftJoin(
      holder,
      and(
        eq(accountLinks.kind, 'invitation'),
        eq(holder.email, accountLinks.email),
        ne(holder.id, accountLinks.account),
      ),
    )
    .leftJoin(people, eq(people.id, sql`coalesce(${reset.person}, ${accountLinks.person})`))
    .where(where)
    .orderBy(asc(accountLinks.madeAt), asc(accountLinks.id));

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const stateOf = (
  { link, maker: by, reset: of, holder: has, person }: Row,
  now: number,
): AccountLinkState =>
  linkStateAt(now, {
    ...link,
    maker: by,
    closedAt: of?.disabledAt ?? person?.removedAt ?? has?.createdAt ?? null,
  });

const whoOf = ({ link, reset: of }: Row): Pick<OpenedLink, 'kind' | 'name' | 'email' | 'role'> => ({
  kind: link.kind,
  name: of?.name ?? link.name ?? '',
  email: of?.email ?? link.email ?? '',
  role: of?.role ?? link.role ?? 'viewer',
});

/** A link with what is said of it to whoever opens it. */
export interface LoadedLink {
  link: typeof accountLinks.$inferSelect;
  site: (typeof people.$inferSelect)['site'] | null;
  opened: OpenedLink;
}

const loaded = (row: Row, now: number): LoadedLink => ({
  link: row.link,
  site: row.person?.site ?? null,
  opened: {
    state: stateOf(row, now),
    ...whoOf(row),
    by: row.maker.name,
    until: row.link.expiresAt.getTime(),
  },
});

/** Null: there is none with this hash. */
export const findLinkByHash = async (
  db: Db | Tx,
  hash: string,
  now: number,
): Promise<LoadedLink | null> => {
  const [row] = await rowsOf(db, eq(accountLinks.tokenHash, hash));
  return row === undefined ? null : loaded(row, now);
};

/** Links that somebody can still open, oldest first. */
export const readOpenLinks = async (db: Db | Tx, now: number): Promise<AccountLinkView[]> => {
  const rows = await rowsOf(
    db,
    and(
      isNull(accountLinks.usedAt),
      isNull(accountLinks.withdrawnAt),
      gt(accountLinks.expiresAt, new Date(now)),
    ),
  );
  return rows
    .filter((row) => stateOf(row, now) === 'open')
    .map((row) => ({
      id: row.link.id,
      ...whoOf(row),
      site: row.reset === null ? row.link.site : row.reset.site,
      by: row.maker.name,
      madeAt: row.link.madeAt.getTime(),
      until: row.link.expiresAt.getTime(),
    }));
};

/** Throws NotFound when nobody can open it any more. */
export const readOpenLink = async (
  db: Db | Tx,
  id: string,
  now: number,
): Promise<AccountLinkView> => {
  const found = (await readOpenLinks(db, now)).find((one) => one.id === id);
  if (found === undefined) throw new NotFound('invitation', id);
  return found;
};
