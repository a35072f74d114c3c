import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';

/** Nobody but the owner reads it, nor what SQLite keeps beside it, which an earlier agent left open. */
const closeToOthers = (file: string): void => {
  for (const beside of [file, `${file}-wal`, `${file}-shm`])
    if (existsSync(beside)) chmodSync(beside, 0o600);
};

/**
 * Opens (or makes) the agent's database and brings it to this release's tables. WAL with
 * synchronous=FULL: what a statement returned from is on the disk. Mode 0600. Throws DatabaseTooNew.
 */
export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file);
  try {
    closeToOthers(file);
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 200;',
    );
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};
