import type { DatabaseSync } from 'node:sqlite';

/**
 * The tables of the first release, which counted no versions: where its database is opened they
 * are there already.
 */
export const tables = (database: DatabaseSync): void => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS desired (
      only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL, document TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS outbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS snapshots (
      id TEXT PRIMARY KEY, deployment TEXT NOT NULL, run TEXT, digest TEXT NOT NULL,
      bytes INTEGER NOT NULL, taken_at INTEGER NOT NULL,
      stored INTEGER NOT NULL CHECK (stored IN (0, 1)), summary TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS runs (
      run TEXT PRIMARY KEY, deployment TEXT NOT NULL, outcome TEXT, facts TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS proven (
      deployment TEXT PRIMARY KEY, hash TEXT NOT NULL, spec TEXT NOT NULL
    ) STRICT;
  `);
};
