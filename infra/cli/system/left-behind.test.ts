import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { endLeftBehind } from './left-behind.ts';

const sleeper = async (folder: string) => {
  const child = spawn('sleep', ['60'], {
    env: { ...process.env, TMPDIR: folder },
    stdio: 'ignore',
  });
  await once(child, 'spawn');
  return child;
};

it('ends what was started with the folder, names it, and leaves the rest alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ne-left-'));
  const [ours, others] = [await sleeper(folder), await sleeper(`${folder}-other`)];
  const ended = once(ours, 'close');
  expect(endLeftBehind(folder)).toEqual([{ pid: ours.pid, program: 'sleep 60' }]);
  await ended;
  expect(others.exitCode).toBeNull();
  expect(others.signalCode).toBeNull();
  const endedToo = once(others, 'close');
  expect(endLeftBehind(`${folder}-other`)).toHaveLength(1);
  await endedToo;
  expect(endLeftBehind(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
