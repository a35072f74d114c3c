import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';
import { scratchFolder } from '../support/scratch.ts';

/** Kills a writer after it reported some events; the last number that it reported. */
const writeUntilKilled = async (file: string): Promise<number> => {
  const writer = spawn(
    process.execPath,
    [join(import.meta.dirname, '../support/outbox-writer.ts'), file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.length > 200) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1));
};

it('loses no event that was appended, and leaves no gap, when the agent is killed five times', async () => {
  const file = join(scratchFolder(), 'agent.db');
  let reported = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const last = await writeUntilKilled(file);
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
