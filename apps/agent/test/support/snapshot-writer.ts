import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { systemClock } from '@nanoedge/base';
import { DeviceId, SnapshotId } from '@nanoedge/protocol';
import { packTar } from '@nanoedge/archive';
import { SnapshotStore } from '../../src/snapshots/store.ts';
import { takeSnapshot } from '../../src/snapshots/take.ts';
import { openDatabase } from '../../src/store/database.ts';
import { aDeployment } from './builders.ts';

/** Takes snapshots until it is killed; prints the id of each once it is kept. */
const [, , folder = '', turn = ''] = process.argv;
const store = new SnapshotStore(join(folder, 'snapshots'), openDatabase(join(folder, 'agent.db')));
await store.sweep();
const content = randomBytes(200_000);
const readPath = async (): Promise<Readable> =>
  packTar([{ header: { name: 'rows', type: 'file', size: content.length }, content: [content] }]);
for (let count = 0; ; count += 1) {
  const snapshotId = SnapshotId.parse(`s-${turn}-${count}`);
  const spec = aDeployment({ volumes: [{ name: 'data', path: '/data' }] });
  const common = {
    store,
    clock: systemClock,
    device: DeviceId.parse('d'),
    labels: {},
    run: null,
    reason: 'manual' as const,
    leaveOut: false,
  };
  await takeSnapshot(
    { engine: { readPath }, ...common, spec, container: 'c', snapshotId },
    () => undefined,
    new AbortController().signal,
  );
  // Throws when nobody reads any more: a writer does not outlive its test
  writeSync(process.stdout.fd, `${snapshotId}\n`);
}
