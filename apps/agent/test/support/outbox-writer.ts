import { writeSync } from 'node:fs';
import { systemClock } from '@nanoedge/base';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';

/** Appends until it is killed; prints each sequence number once the disk has it. */
const outbox = new Outbox(openDatabase(process.argv[2] ?? ''));
for (;;) {
  const seq = outbox.append(
    { deployment: null, nanoservice: null },
    { type: 'desired.applied', at: systemClock.now(), revision: 1 },
  );
  // Throws when nobody reads any more: a writer does not outlive its test
  writeSync(process.stdout.fd, `${seq}\n`);
}
