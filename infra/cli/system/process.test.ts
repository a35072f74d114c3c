import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openHome } from '../home.ts';
import { isRunning, logTail, startDetached, stopTracked, trackedProcesses } from './process.ts';

const home = () => openHome(mkdtempSync(join(tmpdir(), 'home-')));
const node = (script: string) => ({
  program: process.execPath,
  args: ['-e', script],
  env: process.env,
});

describe('a process that we started', () => {
  it('is remembered until it is stopped, and is gone afterwards', async () => {
    const folder = home();
    const tracked = startDetached(folder, 'sleeper', node('setInterval(() => {}, 1000)'));
    expect(trackedProcesses(folder)).toEqual([tracked]);
    expect(isRunning(tracked)).toBe(true);
    await stopTracked(folder, tracked);
    expect(isRunning(tracked)).toBe(false);
    expect(trackedProcesses(folder)).toEqual([]);
  });

  it('leaves its output in its log, readable by its owner only', async () => {
    const folder = home();
    const tracked = startDetached(folder, 'talker', node('console.log("hello")'));
    await vi.waitFor(() => expect(logTail(tracked, 1)).toBe('hello'), { timeout: 5_000 });
    expect(readFileSync(tracked.log, 'utf8')).toBe('hello\n');
  });

  it('is not mistaken for another program that got its pid', () => {
    const folder = home();
    const tracked = startDetached(folder, 'sleeper', node('setTimeout(() => {}, 200)'));
    expect(isRunning({ ...tracked, startTicks: '1' })).toBe(false);
  });
});
