import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunId } from '@nanoedge/protocol';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { Journal } from '../../src/reconcile/journal.ts';
import { openDatabase } from '../../src/store/database.ts';
import { scratchFolder } from '../support/scratch.ts';
import { storedDatabase } from '../support/stored-database.ts';

/** Lets a process migrate the database and kills it at that moment. */
const killAt = async (moment: 'half' | 'committed', file: string): Promise<void> => {
  const script = join(import.meta.dirname, '../support/half-migration.ts');
  const migrating = spawn(process.execPath, [script, file, moment], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(migrating.stdout, 'data');
  migrating.kill('SIGKILL');
  await once(migrating, 'close');
};

it.each(['half', 'committed'] as const)(
  'opens a database whose migration was killed when it was %s, with everything in it',
  async (moment) => {
    const file = storedDatabase(scratchFolder());
    await killAt(moment, file);
    const database = openDatabase(file);
    const outbox = new Outbox(database);
    const journal = new Journal(database, outbox);
    expect([outbox.depth(), outbox.lastSeq(), journal.openRuns().length]).toEqual([17, 19, 25]);
    expect(journal.get(RunId.parse('change-stored'))?.phase).toEqual({
      name: 'stored',
      snapshot: 's-1',
    });
    database.close();
  },
);
