import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { waitFor } from '@nanoedge/base';
import { cgroupFolders } from './cgroups.ts';
import { StillThere } from '../errors.ts';
import { allPids, tryRead } from '../system/proc.ts';

const numbers = (text: string): number[] => text.split('\n').filter(Boolean).map(Number);

const alive = (pid: number): boolean => {
  const stat = tryRead(`/proc/${pid}/stat`);
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
};

const engineProgram = /^(dockerd|containerd|containerd-shim.*|runc|docker-proxy)$/;

const program = (pid: number): string => {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
  } catch {
    return '';
  }
};

/**
 * The engine whose files are in `runFolder`, all of it: dockerd, containerd and the containers'
 * shims name the folder in their command lines; what runs in containers is in the cgroup.
 */
export const engineProcesses = (where: { runFolder: string; cgroup: string }): number[] => {
  const named = allPids().filter(
    (pid) =>
      tryRead(`/proc/${pid}/cmdline`).includes(`${where.runFolder}/`) &&
      engineProgram.test(program(pid)),
  );
  const contained = cgroupFolders(where.cgroup).flatMap((folder) =>
    numbers(tryRead(`${folder}/cgroup.procs`)),
  );
  return [...new Set([...named, ...contained])].filter(alive);
};

/**
 * Ends processes at once, as a power cut would, until `find` finds none. Throws StillThere, which
 * says `problem`, when some do not go.
 */
export const killAll = (problem: string, find: () => number[] | Promise<number[]>): Promise<true> =>
  waitFor(
    async () => {
      const pids = await find();
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended by itself
        }
      }
      return pids.length === 0 ? true : null;
    },
    { timeoutMs: 10_000, everyMs: 20, onTimeout: () => new StillThere(problem) },
  );
