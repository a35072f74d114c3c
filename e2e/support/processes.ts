import { spawn } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { stack } from './stack.ts';

/** The process that the site started under this name: `dashboard`, `agent-room`, `lab/engine-room`. */
export const pidOf = (name: string): number => {
  const { pid } = JSON.parse(readFileSync(join(stack.home, 'run', `${name}.json`), 'utf8')) as {
    pid: number;
  };
  return pid;
};

/** What /proc/PID/stat says behind the name of the program. */
const fieldsOf = (pid: number | string): string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

const parentOf = (pid: string): number => {
  try {
    return Number(fieldsOf(pid)[1]);
  } catch {
    // It ended meanwhile
    return 0;
  }
};

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended meanwhile
    return '';
  }
};

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);

/** The database of the dashboard, its postmaster first; none while it is being started. */
export const databasePids = (): number[] => {
  const [postmaster] = childrenOf(pidOf('dashboard')).filter((pid) =>
    commandOf(pid).includes(join(stack.home, 'postgres')),
  );
  return postmaster === undefined ? [] : [postmaster, ...childrenOf(postmaster)];
};

export const signalAll = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // One that has ended needs no signal
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
};

/**
 * Ends a process of the site as a lack of memory would; what is returned starts it again as it was,
 * as whatever supervises it would.
 */
export const killProcess = (name: string): (() => void) => {
  const record = join(stack.home, 'run', `${name}.json`);
  const tracked = JSON.parse(readFileSync(record, 'utf8')) as { pid: number; log: string };
  const { pid, log } = tracked;
  const [program = '', ...args] = commandOf(pid).split('\0').slice(0, -1);
  const cwd = readlinkSync(`/proc/${pid}/cwd`);
  const env = Object.fromEntries(
    readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  process.kill(pid, 'SIGKILL');
  return () => {
    const out = openSync(log, 'a');
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', out, out] });
    closeSync(out);
    child.unref();
    const next = child.pid ?? 0;
    writeFileSync(
      record,
      JSON.stringify({ ...tracked, pid: next, startTicks: fieldsOf(next)[19] ?? '' }),
    );
  };
};
