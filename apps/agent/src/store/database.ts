import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';

/**
 * Opens (or makes) the agent's database and brings it to this release's tables. WAL with
 * synchronous=FULL: what a statement returned from is on the disk. Throws DatabaseTooNew.
 */
export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file);
  try {
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
