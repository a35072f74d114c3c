import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Logger } from 'pino';
import * as schema from './schema/index.ts';

export type Db = ReturnType<typeof openPool>['db'];
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/**
 * Opens a pool on a PostgreSQL. A lost idle connection is logged, never thrown: the next query
 * opens another.
 */
export const openPool = (url: string, log: Logger) => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    application_name: 'nanoedge',
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'lost an idle database connection'));
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
};

/**
 * PostgreSQL's error code (SQLSTATE) and constraint behind whatever the driver or Drizzle threw;
 * null when it is no such error.
 */
export const databaseError = (
  error: unknown,
): { code: string; constraint: string | null } | null => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof pg.DatabaseError)
      return { code: at.code ?? '', constraint: at.constraint ?? null };
  }
  return null;
};
