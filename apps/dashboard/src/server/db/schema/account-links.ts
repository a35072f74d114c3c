import type { SiteId } from '@nanoedge/protocol';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { type Role, roles } from '../../../policy/roles.ts';
import { user } from './auth.ts';
import { instant } from './columns.ts';
import { sites } from './sites.ts';

/** What whoever has the link gets: a new account, or another password for one that there is. */
export type AccountLinkKind = 'invitation' | 'reset';

/**
 * Links by which an administrator lets somebody in. Of the token in a link only the SHA-256 is here.
 * `account` is the account that it is for, of an invitation the one that it will make; name, e-mail,
 * role, site and person are of that one, and null for a reset.
 */
export const accountLinks = pgTable(
  'account_links',
  {
    id: text('id').primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    kind: text('kind').$type<AccountLinkKind>().notNull(),
    account: text('account').notNull(),
    name: text('name'),
    email: text('email'),
    role: text('role', { enum: roles }).$type<Role>(),
    site: text('site')
      .$type<SiteId>()
      .references(() => sites.id),
    person: text('person'),
    madeBy: text('made_by')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    madeAt: instant('made_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [index('account_links_account').on(table.account)],
);
