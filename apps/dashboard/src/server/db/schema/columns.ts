import { bigint, integer, timestamp } from 'drizzle-orm/pg-core';

/** A time by the dashboard's own clock. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Epoch milliseconds as a device's clock gave them; kept as sent, never converted. */
export const edgeTime = (name: string) => bigint(name, { mode: 'number' });

/** Grows at every change of the row, and of what belongs to it: triggers of the database see to it. */
export const version = () => integer('version').notNull().default(1);
