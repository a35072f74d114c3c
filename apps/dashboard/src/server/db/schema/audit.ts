import { bigserial, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Who changed what. `actor` is a user id, a device id or `system`; never holds secrets or keys. */
export const audit = pgTable('audit', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  at: instant('at').notNull().defaultNow(),
  actor: text('actor').notNull(),
  actorName: text('actor_name').notNull(),
  action: text('action').notNull(),
  entity: text('entity').notNull(),
  subject: text('subject').notNull(),
  summary: text('summary').notNull(),
});
