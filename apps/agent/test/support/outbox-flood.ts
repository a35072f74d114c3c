import { writeSync } from 'node:fs';
import { epochMs } from '@nanoedge/base';
import { parse, ZoneId } from '@nanoedge/protocol';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';

/**
 * Appends to a small outbox until it is killed, every tenth event one that is worth more than the
 * others; counts from its second argument and prints each number once the disk has its event.
 */
const outbox = new Outbox(openDatabase(process.argv[2] ?? ''), { events: 1_000, bytes: 1_000_000 });
const source = { deployment: null, nanoservice: null };
const zone = parse(ZoneId, 'entrance', 'zone');
for (let n = Number(process.argv[3]) + 1; ; n += 1) {
  const at = epochMs(n);
  outbox.append(
    source,
    n % 10 === 0
      ? { type: 'identity.refused', at, zone, reason: 'unknown', person: null, journey: null }
      : { type: 'presence.detected', at, zone },
  );
  // Throws when nobody reads any more: a writer does not outlive its test
  writeSync(process.stdout.fd, `${n}\n`);
}
