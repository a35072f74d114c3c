import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Serial } from '@nanoedge/base';
import * as z from 'zod';
import type { PdfVerdict, TryPdf } from '../services/pdf-port.ts';

const program = fileURLToPath(new URL('child.ts', import.meta.url));

const Verdict = z.union([
  z.object({ shown: z.literal(true), pages: z.int() }),
  z.object({
    shown: z.literal(false),
    fault: z.enum(['password', 'broken', 'empty', 'large', 'slow']),
  }),
]);

/** What one document may cost. */
export interface PdfLimits {
  residentBytes: number;
  ms: number;
}

const usual: PdfLimits = { residentBytes: 600_000_000, ms: 30_000 };

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

const verdictOf = (said: string): PdfVerdict | null => {
  try {
    return Verdict.parse(JSON.parse(said));
  } catch {
    // A child that died says nothing, or half of something
    return null;
  }
};

const tryOne = async (file: string, limits: PdfLimits): Promise<PdfVerdict> => {
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
  if (await large) return { shown: false, fault: 'large' };
  if (performance.now() - began >= limits.ms) return { shown: false, fault: 'slow' };
  // Out of heap it aborts without a word
  return verdictOf(said) ?? { shown: false, fault: child.signalCode === null ? 'broken' : 'large' };
};

/** One document at a time, so that ten uploads at once cost no more memory than one. */
export const openPdfCheck = (limits: PdfLimits = usual): TryPdf => {
  const queue = new Serial();
  return (file) => queue.run(() => tryOne(file, limits));
};
