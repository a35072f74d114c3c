import { readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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
  for (const end = Date.now() + 15_000; alive(pid); await delay(50)) {
    if (Date.now() > end)
      throw new StartupProblem(
        `An earlier PostgreSQL (process ${String(pid)}) does not end; stop it and try again.`,
      );
  }
};
