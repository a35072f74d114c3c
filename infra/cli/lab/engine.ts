import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@nanoedge/base';
import { labLeftovers, labProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import type { Home } from '../home.ts';
import { tools } from '../system/apt.ts';
import { findEngine } from '../system/docker.ts';
import { isRunning, logTail, startDetached, type Tracked } from '../system/process.ts';
import { newerDataFolder, newerEngine } from './newer-engine.ts';
import type { LabDevice } from './plan.ts';
import { engineProcesses, killAll } from './processes.ts';

/**
 * All settings of an engine in one file of its own, so that the machine's daemon.json has no say.
 */
const settings = (device: LabDevice): Record<string, unknown> => ({
  'data-root': join(device.isNewer ? newerDataFolder : device.dataFolder, 'docker'),
  ...(device.isNewer ? { features: { 'containerd-snapshotter': true } } : {}),
  'exec-root': device.runFolder,
  pidfile: join(device.runFolder, 'docker.pid'),
  hosts: [device.dockerHost],
  bip: device.bridgeAddress,
  'default-address-pools': [{ base: device.pool, size: 24 }],
  'cgroup-parent': device.cgroup,
  // A folder as cgroup parent means the same with both versions only under this driver
  'exec-opts': ['native.cgroupdriver=cgroupfs'],
  'userland-proxy': false,
  'log-level': 'warn',
});

/** Runs a program inside a device's network. Its files and processes are the machine's. */
export const inDevice = (
  device: LabDevice,
  program: string,
  args: readonly string[],
): { program: string; args: string[] } => ({
  program: 'nsenter',
  args: [`--net=/run/netns/${device.namespace}`, '--', program, ...args],
});

/**
 * Lab engines are recorded apart from the site's processes: `up` and `down` of the site leave them
 * alone.
 */
const engineHome = (home: Home): Home => {
  const run = join(home.run, 'lab');
  mkdirSync(run, { recursive: true });
  return { ...home, run };
};

const start = (home: Home, device: LabDevice): Tracked => {
  for (const folder of [device.runFolder, device.dataFolder])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  const config = join(device.runFolder, 'daemon.json');
  writeFileSync(config, JSON.stringify(settings(device)));
  // A killed engine leaves these, and their numbers may be another program's by now
  for (const file of ['docker.pid', 'containerd/containerd.pid'])
    rmSync(join(device.runFolder, file), { force: true });
  const { program, args } = device.isNewer
    ? newerEngine(device, config)
    : // Half the garbage that Go allows by default: a lab's engines have little to do each
      { program: 'env', args: ['GOGC=50', tools.dockerd.path, '--config-file', config] };
  const command = inDevice(device, program, args);
  return startDetached(engineHome(home), `engine-${device.name}`, command);
};

export const engineAnswers = async (device: LabDevice): Promise<boolean> =>
  (await findEngine(device.dockerHost)) !== null;

/**
 * Starts the device's engine unless it answers already; returns whether it was started. Throws
 * UserError with its last lines when it ends or does not answer.
 */
export const ensureEngine = async (home: Home, device: LabDevice): Promise<boolean> => {
  if (await engineAnswers(device)) return false;
  // One that hangs, or shims of one that was killed, would be in the way
  await killEngine(device);
  const tracked = start(home, device);
  await waitFor(
    async () => {
      if (!isRunning(tracked))
        throw new UserError(labProblems.engineEnded(device.name, logTail(tracked, 4)));
      return (await engineAnswers(device)) ? true : null;
    },
    {
      timeoutMs: 60_000,
      everyMs: 50,
      onTimeout: () => new UserError(labProblems.engineSilent(device.name, logTail(tracked, 4))),
    },
  );
  return true;
};

/**
 * Ends the engine, its shims and its containers at once, as a power cut would. Returns how many
 * processes there were.
 */
export const killEngine = async (device: LabDevice): Promise<number> => {
  const found = engineProcesses(device).length;
  if (found > 0) await killAll(labLeftovers.engine(device.name), () => engineProcesses(device));
  return found;
};
