import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startupProblems } from '@nanoedge/words';
import { StartupProblem } from '../startup-problem.ts';

/**
 * When a process started, in clock ticks since boot (field 22 of /proc/PID/stat): a pid that was
 * used again differs.
 */
const startOf = async (pid: number): Promise<string | null> => {
  // There is no such process, or it is not ours to see.
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
};

/**
 * Takes the data folder for this process. Throws StartupProblem while another dashboard runs in it;
 * what a killed one left behind is taken over. Returns the release.
 */
export const lockHome = async (home: string): Promise<() => Promise<void>> => {
  await mkdir(home, { recursive: true }).catch((error: unknown) => {
    throw new StartupProblem(startupProblems.noHome(home), { cause: error });
  });
  const file = path.join(home, 'dashboard.lock');
  const mine = `${String(process.pid)} ${(await startOf(process.pid)) ?? ''}`;
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        throw new StartupProblem(startupProblems.closedHome(home), { cause: error });
      }
    }
    const [pid, start] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
    const now = await startOf(Number(pid));
    if (now !== null && now === start)
      throw new StartupProblem(startupProblems.runsAlready(home, pid ?? ''));
    await rm(file, { force: true });
  }
  throw new StartupProblem(startupProblems.lockTaken(file));
};
