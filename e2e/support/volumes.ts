import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dockerOf } from './stack.ts';

export interface AuthenticationData {
  /** Rows of every table. */
  rows: Record<string, number>;
  /** SHA-256 of every file. */
  files: Record<string, string>;
}

/**
 * What is in the volume of a stopped or running authentication-engine, read through the device's
 * own engine.
 */
export const authenticationData = (device: string, container: string): AuthenticationData => {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-volume-'));
  try {
    dockerOf(device)('cp', `${container}:/data/.`, folder);
    const names = readdirSync(folder).toSorted();
    const files = Object.fromEntries(
      names.map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
    );
    const main = names.find((name) => !/-(wal|shm)$/.test(name));
    if (main === undefined) throw new Error(`no database among ${names.join(', ')}`);
    const database = new DatabaseSync(join(folder, main));
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    const rows = Object.fromEntries(
      tables.map(({ name }) => [
        String(name),
        Number(database.prepare(`SELECT count(*) AS n FROM "${String(name)}"`).get()?.['n']),
      ]),
    );
    database.close();
    return { rows, files };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
