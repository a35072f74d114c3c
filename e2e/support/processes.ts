import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stack } from './stack.ts';

/** The process that the site started under this name: `dashboard`, `agent-room`, `lab/engine-room`. */
export const pidOf = (name: string): number => {
  const { pid } = JSON.parse(readFileSync(join(stack.home, 'run', `${name}.json`), 'utf8')) as {
    pid: number;
  };
  return pid;
};

const parentOf = (pid: string): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
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
