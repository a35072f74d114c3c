import { DatabaseSync } from 'node:sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS desired (only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS snapshots (
    id TEXT PRIMARY KEY, deployment TEXT NOT NULL, run TEXT, digest TEXT NOT NULL, bytes INTEGER NOT NULL, taken_at INTEGER NOT NULL,
    stored INTEGER NOT NULL CHECK (stored IN (0, 1)), summary TEXT NOT NULL
  ) STRICT;
`;

/**
 * Opens (or makes) the agent's database. WAL with synchronous=FULL: what a statement returned from
 * is on the disk.
 */
export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 200;',
  );
  database.exec(schema);
  return database;
};
