import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { grantTo } from './grants.ts';

/** Any number, the same in every dashboard of one database. */
const migrationLock = 7_202_611;

/**
 * Brings the schema up to date, and gives the role `app` what the dashboard needs; null: who
 * migrates is who works. Safe when several dashboards start at once: they take turns on one advisory
 * lock.
 */
export const migrateDatabase = async (ownerUrl: string, app: string | null): Promise<void> => {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'nanoedge-migrate',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
    });
    if (app !== null) await grantTo(client, app);
  } finally {
    await client.end();
  }
};
