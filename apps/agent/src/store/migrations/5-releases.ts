import type { DatabaseSync } from 'node:sqlite';

/**
 * The newest signed release of each nanoservice that was accepted, and of each deployment what was
 * accepted last (as JSON), with the time of the newest override that it was given.
 */
export const acceptedReleases = (database: DatabaseSync): void => {
  database.exec(`
    CREATE TABLE newest_releases (
      nanoservice TEXT PRIMARY KEY, sequence INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE accepted (
      deployment TEXT PRIMARY KEY, document TEXT NOT NULL
    ) STRICT;
  `);
};
