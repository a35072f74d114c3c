import { existsSync, globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@nanoedge/base';
import { labLeftovers } from '@nanoedge/words';
import { StillThere, CommandFailed } from '../errors.ts';
import type { Home } from '../home.ts';
import { run } from '../system/run.ts';
import { cgroupFolders, removeCgroup } from './cgroups.ts';
import type { LabTraces } from './plan.ts';
import { engineProcesses, killAll } from './processes.ts';

const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const namespacesOf = (lab: LabTraces): string[] =>
  list('/run/netns').filter((name) => name.startsWith(`nanoedge-${lab.suffix}-`));

const linksOf = (lab: LabTraces): string[] =>
  list('/sys/class/net').filter((name) => name === lab.bridge || name.startsWith(`${lab.bridge}-`));

/**
 * proc(5): the fifth field is the mount point, with spaces and the like as octal escapes. Innermost
 * first.
 */
const mountsOf = (lab: LabTraces): string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
    )
    .filter(
      (point) => point.startsWith(`${lab.runFolder}/`) || point.startsWith(`${lab.dataFolder}/`),
    )
    .toReversed();

const rulesOf = async (lab: LabTraces): Promise<string[]> => {
  try {
    return (await run('iptables', ['-w', '-S']))
      .split('\n')
      .filter((line) => line.includes(lab.bridge) || line.includes(lab.chain));
  } catch (error) {
    if (error instanceof CommandFailed || (error as NodeJS.ErrnoException).code === 'ENOENT')
      return [];
    throw error;
  }
};

/**
 * Sockets of the containers' shims: containerd keeps them in one folder for all engines, and says
 * where in each bundle.
 */
const shimSocketsOf = (lab: LabTraces): string[] =>
  globSync(
    join(lab.runFolder, '*/containerd/daemon/io.containerd.runtime.v2.task/moby/*/address'),
  ).map((file) =>
    readFileSync(file, 'utf8')
      .trim()
      .replace(/^unix:\/\//, ''),
  );

const foldersOf = (lab: LabTraces): string[] =>
  [lab.runFolder, lab.dataFolder].filter((folder) => existsSync(folder));

/** Every trace of a lab that is on this machine now, in words. */
export const findTraces = async (lab: LabTraces): Promise<string[]> => [
  ...engineProcesses(lab).map((pid) => `process ${pid}`),
  ...namespacesOf(lab).map((name) => `namespace ${name}`),
  ...linksOf(lab).map((name) => `link ${name}`),
  ...mountsOf(lab).map((point) => `mount ${point}`),
  ...(await rulesOf(lab)).map((line) => `rule ${line}`),
  ...cgroupFolders(lab.cgroup).map((folder) => `cgroup ${folder}`),
  ...foldersOf(lab).map((folder) => `folder ${folder}`),
];

const pidsIn = async (namespace: string): Promise<number[]> =>
  (await run('ip', ['netns', 'pids', namespace])).split('\n').filter(Boolean).map(Number);

const removeRules = async (lab: LabTraces): Promise<void> => {
  const rules = await rulesOf(lab);
  const own = (line: string): boolean => line.split(' ')[1] === lab.chain;
  // The rules that lead into our chain go before the chain
  for (const line of rules.filter((text) => !own(text)))
    await run('iptables', ['-w', ...line.replace(/^-A/, '-D').split(' ')]);
  if (rules.some(own))
    for (const step of ['-F', '-X']) await run('iptables', ['-w', step, lab.chain]);
};

/** A link also goes by itself when its other end's namespace does. */
const removeLink = async (link: string): Promise<void> => {
  try {
    await run('ip', ['link', 'del', link]);
  } catch (error) {
    if (existsSync(`/sys/class/net/${link}`)) throw error;
  }
};

/** Takes a lab down whatever state it is in. Data are deleted, so nobody is asked to end nicely. */
export const removeLab = async (home: Home, lab: LabTraces): Promise<void> => {
  await killAll(labLeftovers.engines, () => engineProcesses(lab));
  for (const link of linksOf(lab)) await removeLink(link);
  for (const namespace of namespacesOf(lab)) {
    await killAll(labLeftovers.namespace(namespace), () => pidsIn(namespace));
    await run('ip', ['netns', 'del', namespace]);
  }
  await removeRules(lab);
  for (const point of mountsOf(lab)) await run('umount', ['--lazy', point]);
  await waitFor(async () => (removeCgroup(lab.cgroup) === 0 ? true : null), {
    timeoutMs: 5_000,
    everyMs: 20,
    onTimeout: () => new StillThere(labLeftovers.cgroup(lab.cgroup)),
  });
  for (const socket of shimSocketsOf(lab)) rmSync(socket, { force: true });
  await Promise.all(foldersOf(lab).map((folder) => rm(folder, { recursive: true, force: true })));
  rmSync(join(home.run, 'lab'), { recursive: true, force: true });
};
