import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Logger } from 'pino';
import * as schema from './schema/index.ts';

export type Db = ReturnType<typeof openPool>['db'];
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/**
 * No call waits for ever: for a connection, for an answer, and on the server for a lock or for who
 * began a transaction and went away.
 */
const deadlines = {
  connectionTimeoutMillis: 5_000,
  // Less than an agent waits for its answer, so that it hears why there is none.
  query_timeout: 8_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/** How long the database may be silent before it counts as down. */
const probeMs = 2_000;

/**
 * Opens a pool on a PostgreSQL. A lost connection is logged, never thrown: who used it hears of it,
 * and the next query opens another. `answers` says within two seconds whether the database does;
 * many who ask at once share one question, so that they do not pile up.
 */
export const openPool = (url: string, log: Logger) => {
  const common = { connectionString: url, application_name: 'nanoedge' };
  const pool = new pg.Pool({ ...common, ...deadlines, max: 12 });
  const probes = new pg.Pool({
    ...common,
    max: 1,
    connectionTimeoutMillis: probeMs,
    query_timeout: probeMs,
  });
  for (const one of [pool, probes]) {
    one.on('error', (error) => log.warn({ err: error }, 'lost an idle database connection'));
    // The pool listens to idle connections only; an error that nobody listens to ends the process.
    one.on('connect', (client) => client.on('error', () => undefined));
  }
  let asking: Promise<boolean> | null = null;
  const ask = async (): Promise<boolean> => {
    try {
      await probes.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      asking = null;
    }
  };
  return {
    db: drizzle(pool, { schema }),
    pool,
    answers: (): Promise<boolean> => (asking ??= ask()),
    close: async () => {
      await Promise.all([pool.end(), probes.end()]);
    },
  };
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
