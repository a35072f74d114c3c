import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { labels } from '@nanoedge/base';
import { commandSteps, downLines } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { type Home, openHome, readInstallation } from '../home.ts';
import { takeLabDown } from '../lab/lab.ts';
import { recordedLab } from '../lab/record.ts';
import { demoDevices, deviceId } from '../site.ts';
import { forgetSite, recordedSite } from '../recorded-site.ts';
import { defaultHost, type EngineAnswer, findEngine, removeOurs, useOf } from '../system/docker.ts';
import { removeGuards } from '../system/guard.ts';
import { isRunning, stopTracked, type Tracked, trackedProcesses } from '../system/process.ts';
import type { Progress } from '../ui/progress.ts';

interface StartedEngine {
  home: Home;
  /** What answers, null when nothing does. */
  engine: EngineAnswer | null;
  engineProcess: Tracked;
  progress: Progress;
}

/**
 * Stops the engine that `up` started, unless something of somebody else runs there, or may: one that
 * lives and does not answer cannot be asked.
 */
const endEngine = async (started: StartedEngine): Promise<void> => {
  const { home, engine, engineProcess, progress } = started;
  const others = engine === null ? { containers: 0, devices: 0 } : await useOf(engine);
  if (others.containers + others.devices > 0)
    progress.line(`    ${downLines.engineInUse(others, engineProcess.pid)}`);
  else if (engine === null && isRunning(engineProcess))
    progress.line(`    ${downLines.engineSilent(engineProcess.pid)}`);
  else await progress.step(commandSteps.stopEngine, () => stopTracked(home, engineProcess));
};

const emptyBut = async (folder: string, kept: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (path !== kept) await rm(path, { recursive: true, force: true });
  }
};

/** Deletes the data, and keeps the name by which what is left in the engine can be found. */
const forgetData = async ({ folder, secrets, installation }: Home): Promise<void> => {
  await emptyBut(folder, secrets);
  await emptyBut(secrets, installation);
};

/**
 * Stops every process that `up` started and removes our containers and networks. A lab goes with
 * all that its engines hold. Volumes and the state folder stay unless `purge`. Safe to call at any
 * time, also after a crash.
 */
export const down = async (
  env: CliEnv,
  progress: Progress,
  options: { purge?: boolean; keepLab?: boolean },
): Promise<void> => {
  const home = openHome(env.home);
  const installation = readInstallation(home);
  const tracked = trackedProcesses(home);
  const ours = tracked.filter(({ name }) => name !== 'dockerd');
  if (ours.length > 0) {
    await progress.step(commandSteps.stopSite, async () => {
      await Promise.all(
        ours.filter(({ name }) => name !== 'dashboard').map((agent) => stopTracked(home, agent)),
      );
      await Promise.all(
        ours
          .filter(({ name }) => name === 'dashboard')
          .map((dashboard) => stopTracked(home, dashboard)),
      );
    });
  }
  const site = recordedSite(home);
  const onLab = site?.lab === true || recordedLab(home) !== null;
  if (onLab && options.keepLab !== true)
    await progress.step(commandSteps.takeLabDown, () => takeLabDown(home));
  const engineProcess = tracked.find(({ name }) => name === 'dockerd');
  const devices =
    installation === null || site?.lab === true
      ? []
      : demoDevices.map((device) => deviceId(installation, device));
  const host = site?.lab === true ? env.dockerHost : (site?.dockerHost ?? env.dockerHost);
  const engine =
    devices.length === 0 && engineProcess === undefined ? null : await findEngine(host);
  if (engine !== null && devices.length > 0) {
    const counts = await progress.step(commandSteps.removeContainers, async () => {
      const removed = await removeOurs(engine, devices, { volumes: options.purge === true });
      await removeGuards(devices);
      return removed;
    });
    progress.line(`    ${downLines.removed(counts)}`);
  }
  if (engineProcess !== undefined) await endEngine({ home, engine, engineProcess, progress });
  forgetSite(home);
  if (options.purge === true && engine === null && devices.length > 0) {
    await forgetData(home);
    progress.line(`    ${downLines.left(host ?? defaultHost, home.installation)}`);
    for (const line of downLines.byHand(labels.device, devices)) progress.line(`    ${line}`);
  } else if (options.purge === true) await rm(home.folder, { recursive: true, force: true });
  else if (site?.lab === true) progress.line(`    ${downLines.keptOfLab(home.folder)}`);
  else progress.line(`    ${downLines.kept(home.folder)}`);
};
