import type { DatabaseSync } from 'node:sqlite';
import { agentSettingProblems } from '@nanoedge/words';
import { AgentError } from '../errors.ts';

export interface Migration {
  /** The version of the database once it is applied; versions count from 1 without gaps. */
  version: number;
  apply: (database: DatabaseSync) => void;
}

/** A newer agent wrote this database; an older one would not understand it. */
export class DatabaseTooNew extends AgentError {
  constructor(found: number, known: number) {
    super(agentSettingProblems.newerData(found, known));
  }
}

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

/**
 * Brings a database forward to the newest version. Each step is one transaction with its version
 * number, so that whatever ends the process, a step was applied as a whole or not at all, and the
 * next start goes on from there. There is no way back.
 */
export const migrate = (database: DatabaseSync, migrations: readonly Migration[]): void => {
  const known = migrations.at(-1)?.version ?? 0;
  const found = versionOf(database);
  if (found > known) throw new DatabaseTooNew(found, known);
  for (const { version, apply } of migrations) {
    if (version <= found) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      apply(database);
      database.exec(`PRAGMA user_version = ${version}`);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
};
