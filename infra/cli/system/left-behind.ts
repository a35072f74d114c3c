import { allPids, tryRead } from './proc.ts';

interface LeftBehind {
  pid: number;
  program: string;
}

const parts = (file: string): string[] => tryRead(file).split('\0').slice(0, -1);

/** Ends every process that was started with `folder` as its folder for temporary files. */
export const endLeftBehind = (folder: string): LeftBehind[] =>
  allPids().flatMap((pid) => {
    if (pid === process.pid) return [];
    if (!parts(`/proc/${pid}/environ`).includes(`TMPDIR=${folder}`)) return [];
    const program = parts(`/proc/${pid}/cmdline`).join(' ').slice(0, 120);
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return [];
      throw error;
    }
    return [{ pid, program }];
  });
