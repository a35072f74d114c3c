import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DesiredState, parseJson } from '@nanoedge/protocol';

/** The last accepted desired state and small facts that must survive a restart. */
export class StateStore {
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #set: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#get = database.prepare('SELECT value FROM meta WHERE key = ?');
    this.#set = database.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
  }

  /**
   * The stored document, null when there is none. Throws InvalidMessage when it no longer fits the
   * schema.
   */
  desired(): DesiredState | null {
    const row = this.#database.prepare('SELECT document FROM desired WHERE only = 1').get();
    return typeof row?.['document'] === 'string'
      ? parseJson(DesiredState, row['document'], 'stored desired state')
      : null;
  }

  /** Stores a document before anybody acts on it. */
  saveDesired(state: DesiredState): void {
    this.#database
      .prepare(
        `INSERT INTO desired (only, revision, document) VALUES (1, ?, ?)
         ON CONFLICT (only) DO UPDATE SET revision = excluded.revision, document = excluded.document`,
      )
      .run(state.revision, JSON.stringify(state));
  }

  read(key: string): string | null {
    const row = this.#get.get(key);
    return typeof row?.['value'] === 'string' ? row['value'] : null;
  }

  write(key: string, value: string): void {
    this.#set.run(key, value);
  }

  /** Forgets the keys that start with `prefix`, except those in `keep`. */
  forget(prefix: string, keep: ReadonlySet<string>): void {
    const rows = this.#database
      .prepare('SELECT key FROM meta WHERE substr(key, 1, ?) = ?')
      .all(prefix.length, prefix);
    const remove = this.#database.prepare('DELETE FROM meta WHERE key = ?');
    for (const row of rows)
      if (typeof row['key'] === 'string' && !keep.has(row['key'])) remove.run(row['key']);
  }
}
