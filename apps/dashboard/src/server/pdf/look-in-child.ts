import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setInterval } from 'node:timers/promises';

/** What looking at one file may cost. */
export interface ChildLimits {
  residentBytes: number;
  ms: number;
}

/** `large`, `slow`: it was stopped at a limit, or its heap was at an end. */
export type ChildSaid = { said: string } | { fault: 'large' | 'slow' };

const pageBytes = 4_096;
const lookEveryMs = 50;

/** Resident memory as Linux counts it; 0 where there is no /proc, and when the process is gone. */
const residentBytes = async (child: ChildProcess): Promise<number> => {
  const figures = await readFile(`/proc/${String(child.pid)}/statm`, 'utf8').catch(() => '');
  return Number(figures.split(' ')[1] ?? 0) * pageBytes;
};

/** Kills the child when it takes too much memory; resolves with whether it did. */
const watchMemory = async (
  child: ChildProcess,
  limit: number,
  ended: AbortSignal,
): Promise<boolean> => {
  try {
    for await (const _ of setInterval(lookEveryMs, undefined, { signal: ended })) {
      if ((await residentBytes(child)) <= limit) continue;
      child.kill('SIGKILL');
      return true;
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  }
  return false;
};

/**
 * Lets a program of its own look at a file: what eats memory or never ends takes only that process
 * with it. What it said may be nothing, or half of something, where it died.
 */
export const lookInChild = async (
  program: string,
  file: string,
  limits: ChildLimits,
): Promise<ChildSaid> => {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=384', '--disable-warning=ExperimentalWarning', program, file],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { NODE_ENV: 'production' },
      timeout: limits.ms,
      killSignal: 'SIGKILL',
    },
  );
  const ended = new AbortController();
  const large = watchMemory(child, limits.residentBytes, ended.signal);
  const closed = once(child, 'close');
  const said = await text(child.stdout);
  await closed;
  ended.abort();
  if (await large) return { fault: 'large' };
  if (performance.now() - began >= limits.ms) return { fault: 'slow' };
  // Out of heap it aborts without a word
  return child.signalCode === null || said !== '' ? { said } : { fault: 'large' };
};
