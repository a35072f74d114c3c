import { DatabaseSync } from 'node:sqlite';

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS roster (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL);
  INSERT OR IGNORE INTO roster (id, revision) VALUES (1, 0);
  CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, name TEXT NOT NULL, initials TEXT NOT NULL, colour TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, person TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS meetings (id TEXT PRIMARY KEY, title TEXT NOT NULL, room TEXT NOT NULL,
    starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, content TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS participants (person TEXT NOT NULL, meeting TEXT NOT NULL, PRIMARY KEY (person, meeting)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS decisions (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, journey TEXT NOT NULL,
    zone TEXT NOT NULL, outcome TEXT NOT NULL, person TEXT, meeting TEXT);
  CREATE INDEX IF NOT EXISTS decisions_of_journey ON decisions (journey, id);
`;

/** Opens the database and brings its tables into being. Throws when the file cannot be used. */
export const openRosterDatabase = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path);
  database.exec(schema);
  return database;
};

/** The number that a query gives as `n`. */
export const count = (database: DatabaseSync, sql: string): number => {
  const row = database.prepare(sql).get();
  return Number(row?.['n'] ?? 0);
};
