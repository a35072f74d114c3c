import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../../src/server/db/embedded/start.ts';
import { migrateDatabase } from '../../../src/server/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * A PostgreSQL whose database `nanoedge` is migrated and empty: the template of each suite's
     * own. As its owner.
     */
    templateUrl: string;
    /** The same as the dashboard works with it. */
    appUrl: string;
  }
}

/** One real PostgreSQL for the whole run. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const home = await mkdtemp(path.join(tmpdir(), 'nanoedge-test-'));
  // PostgreSQL runs under an account of its own, which must be able to enter.
  await chmod(home, 0o711);
  const postgres = await startEmbeddedPostgres(home, pino({ level: 'silent' }));
  await migrateDatabase(postgres.ownerUrl, 'nanoedge_app');
  project.provide('templateUrl', postgres.ownerUrl);
  project.provide('appUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  };
};
