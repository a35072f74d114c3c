import { readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { waitFor } from '@nanoedge/base';
import { postgresProblems } from '@nanoedge/words';
import { StartupProblem } from '../../startup-problem.ts';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Ends the PostgreSQL that a killed dashboard left behind in this data folder. The caller holds the
 * lock of the data folder, so it belongs to nobody else.
 */
export const endLeftover = async (dataFolder: string): Promise<void> => {
  const text = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !alive(pid)) return;
  const working = await readlink(`/proc/${String(pid)}/cwd`).catch(() => dataFolder);
  if (path.resolve(working) !== path.resolve(dataFolder)) return;
  process.kill(pid, 'SIGINT');
  await waitFor(() => (alive(pid) ? null : true), {
    timeoutMs: 15_000,
    everyMs: 50,
    onTimeout: () => new StartupProblem(postgresProblems.leftover(pid)),
  });
};
