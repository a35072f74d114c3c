import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { OutboxEvent } from '@nanoedge/protocol';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';
import { scratchFolder } from '../support/scratch.ts';

/** Kills a writer after it reported so much; the last number that it reported. */
const writeUntilKilled = async (
  { program, args }: { program: string; args: string[] },
  characters: number,
): Promise<number> => {
  const script = join(import.meta.dirname, '../support', program);
  const writer = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.length > characters) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1));
};

it('loses no event that was appended, and leaves no gap, when the agent is killed five times', async () => {
  const file = join(scratchFolder(), 'agent.db');
  let reported = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const last = await writeUntilKilled({ program: 'outbox-writer.ts', args: [file] }, 200);
    expect(last).toBeGreaterThan(reported);
    reported = last;
  }
  const database = openDatabase(file);
  const outbox = new Outbox(database);
  const seqs: number[] = [];
  for (let batch = outbox.batch(0); batch.length > 0; batch = outbox.batch(seqs.at(-1) ?? 0))
    seqs.push(...batch.map(({ seq }) => seq));
  database.close();
  expect(seqs.length).toBeGreaterThanOrEqual(reported);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

it('accounts for every event, held or given up, when an agent that is out of room is killed eight times', async () => {
  const file = join(scratchFolder(), 'agent.db');
  let reported = 0;
  for (let turn = 0; turn < 8; turn += 1)
    reported = await writeUntilKilled(
      { program: 'outbox-flood.ts', args: [file, String(reported)] },
      2_000 + 137 * turn,
    );
  const database = openDatabase(file);
  const outbox = new Outbox(database, { events: 1_000, bytes: 1_000_000 });
  const events: OutboxEvent[] = [];
  for (let batch = outbox.batch(0); batch.length > 0; batch = outbox.batch(events.length))
    events.push(...batch);
  database.close();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.length).toBeLessThanOrEqual(1_000);
  const notices = events.flatMap(({ body }) => (body.type === 'events.given-up' ? [body] : []));
  const gone = notices.reduce((sum, { count }) => sum + count, 0);
  const alarms = events.filter(({ body }) => body.type === 'outbox.filling').length;
  expect(gone).toBeGreaterThan(1_000);
  const appended = events.length - notices.length - alarms + gone;
  // Whoever is killed between the disk and the report begins again with the same number
  expect(appended).toBeGreaterThanOrEqual(reported);
  expect(appended).toBeLessThanOrEqual(reported + 8);
  const worthy = events.filter(({ body }) => body.type === 'identity.refused').length;
  // All that is not of the oldest batch, which may be on its way
  expect(worthy).toBeGreaterThanOrEqual(Math.min(Math.floor(reported / 10), 530));
}, 300_000);
