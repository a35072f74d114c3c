import { readdirSync, readFileSync } from 'node:fs';

interface LeftBehind {
  pid: number;
  program: string;
}

const parts = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').split('\0').slice(0, -1);
  } catch {
    // Gone since the folder was listed, or another account's
    return [];
  }
};

/** Ends every process that was started with `folder` as its folder for temporary files. */
export const endLeftBehind = (folder: string): LeftBehind[] =>
  readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    if (!parts(`/proc/${name}/environ`).includes(`TMPDIR=${folder}`)) return [];
    const program = parts(`/proc/${name}/cmdline`).join(' ').slice(0, 120);
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return [];
      throw error;
    }
    return [{ pid, program }];
  });
