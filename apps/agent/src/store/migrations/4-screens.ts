import type { DatabaseSync } from 'node:sqlite';

/** Browsers that may show the room screen, each by the SHA-256 (hex) of its secret; times in epoch ms. */
export const pairedScreens = (database: DatabaseSync): void => {
  database.exec(`
    CREATE TABLE screens (
      id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, address TEXT NOT NULL, browser TEXT NOT NULL,
      paired_at INTEGER NOT NULL, seen_at INTEGER
    ) STRICT;
  `);
};
