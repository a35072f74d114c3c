import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** A time by the dashboard's own clock. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Epoch milliseconds as a device's clock gave them; kept as sent, never converted. */
export const edgeTime = (name: string) => bigint(name, { mode: 'number' });
