import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/all.ts';

/**
 * Applies the migrations to a database, and stops for ever before the last one is committed, or
 * when it is (`committed`); says so, and waits to be killed.
 */
const [file = '', moment = ''] = process.argv.slice(2);
const waitForKill = (): void => {
  writeSync(1, 'there\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
migrate(
  database,
  migrations.map(({ version, apply }, index) => ({
    version,
    apply: (opened) => {
      apply(opened);
      if (moment === 'half' && index === migrations.length - 1) waitForKill();
    },
  })),
);
waitForKill();
