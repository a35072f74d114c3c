import { spawn } from 'node:child_process';
import { openSync, closeSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@nanoedge/base';
import { processProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { type Home, writePrivate } from '../home.ts';
import { StillThere } from '../errors.ts';

/**
 * A process that we started; `startTicks` guards against a pid that another program got meanwhile.
 */
const Tracked = z.object({
  name: z.string(),
  pid: z.int(),
  startTicks: z.string(),
  log: z.string(),
});
export type Tracked = z.infer<typeof Tracked>;

/** Field 22 of /proc/PID/stat (proc(5)), null when there is no such process or it is a zombie. */
const startTicks = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
};

export const isRunning = (tracked: Tracked): boolean =>
  startTicks(tracked.pid) === tracked.startTicks;

const recordPath = (home: Home, name: string): string => join(home.run, `${name}.json`);

/** Starts a program that outlives us, its output appended to `logs/NAME.log`, and records it. */
export const startDetached = (
  home: Home,
  name: string,
  command: { program: string; args: readonly string[]; env?: NodeJS.ProcessEnv; cwd?: string },
): Tracked => {
  const log = join(home.logs, `${name}.log`);
  const out = openSync(log, 'a', 0o600);
  const child = spawn(command.program, command.args, {
    detached: true,
    stdio: ['ignore', out, out],
    ...(command.env === undefined ? {} : { env: command.env }),
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
  });
  closeSync(out);
  child.on('error', () => undefined);
  child.unref();
  const pid = child.pid ?? 0;
  const tracked: Tracked = { name, pid, startTicks: startTicks(pid) ?? 'gone', log };
  writePrivate(recordPath(home, name), JSON.stringify(tracked));
  return tracked;
};

/**
 * Every process that we recorded and did not take back, dead or alive, in the order of their names.
 */
export const trackedProcesses = (home: Home): Tracked[] =>
  readdirSync(home.run)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => Tracked.parse(JSON.parse(readFileSync(join(home.run, file), 'utf8'))));

/** Ends a recorded process: SIGTERM, after ten seconds SIGKILL; then forgets it. */
export const stopTracked = async (home: Home, tracked: Tracked): Promise<void> => {
  const gone = async () => (isRunning(tracked) ? null : true);
  const signal = (name: NodeJS.Signals) => {
    if (isRunning(tracked)) process.kill(tracked.pid, name);
  };
  signal('SIGTERM');
  try {
    await waitFor(gone, {
      timeoutMs: 10_000,
      everyMs: 50,
      onTimeout: () => new StillThere(processProblems.stillRunning),
    });
  } catch {
    signal('SIGKILL');
    await waitFor(gone, {
      timeoutMs: 5_000,
      everyMs: 50,
      onTimeout: () => new StillThere(processProblems.stays(tracked.name, tracked.pid)),
    });
  }
  rmSync(recordPath(home, tracked.name), { force: true });
};

/** The last lines of a process's log. */
export const logTail = (tracked: Tracked, lines: number): string => {
  try {
    return readFileSync(tracked.log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
};
