import type { SiteId } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, check, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Who changed what, who signed in and who was refused. `actor` is a user id, a device id, `system`
 * or `nobody`; never holds secrets or keys. `site`: null where it belongs to none; `address`: of
 * whoever asked. The rest chains the rows, and only functions of the database write it: see
 * docs/operating.md. At the end of its transaction a row gets the next `seq`, `content` (SHA-256
 * over `salt` and what it says), the hash of the one before and its own. `salt` is null once what it
 * says was pseudonymised; `detail` is JSON of what a later check of the chain has to know.
 */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    subject: text('subject').notNull(),
    summary: text('summary').notNull(),
    site: text('site').$type<SiteId>(),
    address: text('address'),
    detail: text('detail'),
    seq: bigint('seq', { mode: 'number' }),
    salt: text('salt'),
    content: text('content'),
    previous: text('previous'),
    hash: text('hash'),
  },
  (table) => [uniqueIndex('audit_seq').on(table.seq)],
);

/** The newest row of the chain; one row. */
export const auditHead = pgTable(
  'audit_head',
  {
    only: boolean('only').primaryKey().default(true),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [check('audit_head_only', sql`${table.only}`)],
);
