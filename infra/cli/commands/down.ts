import { rm } from 'node:fs/promises';
import { commandSteps, downLines } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { openHome, readInstallation } from '../home.ts';
import { takeLabDown } from '../lab/lab.ts';
import { recordedLab } from '../lab/record.ts';
import { demoDevices, deviceId } from '../site.ts';
import { forgetSite, recordedSite } from '../recorded-site.ts';
import { findEngine, removeOurs } from '../system/docker.ts';
import { stopTracked, trackedProcesses } from '../system/process.ts';
import type { Progress } from '../ui/progress.ts';

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
  const engine =
    installation === null || site?.lab === true
      ? null
      : await findEngine(site?.dockerHost ?? env.dockerHost);
  if (engine !== null && installation !== null) {
    const devices = demoDevices.map((device) => deviceId(installation, device));
    const counts = await progress.step(commandSteps.removeContainers, () =>
      removeOurs(engine, devices, { volumes: options.purge === true }),
    );
    progress.line(`    ${downLines.removed(counts)}`);
  }
  const engineProcess = tracked.find(({ name }) => name === 'dockerd');
  if (engineProcess !== undefined)
    await progress.step(commandSteps.stopEngine, () => stopTracked(home, engineProcess));
  forgetSite(home);
  if (options.purge === true) await rm(home.folder, { recursive: true, force: true });
  else if (site?.lab === true) progress.line(`    ${downLines.keptOfLab(home.folder)}`);
  else progress.line(`    ${downLines.kept(home.folder)}`);
};
