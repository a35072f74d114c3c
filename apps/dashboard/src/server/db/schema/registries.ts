import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Registries of which the dashboard fetches images itself. `password` is sealed by the vault;
 * `plain`: without TLS.
 */
export const registries = pgTable('registries', {
  host: text('host').primaryKey(),
  username: text('username'),
  password: text('password'),
  plain: boolean('plain').notNull().default(false),
  changedAt: instant('changed_at').notNull(),
});
