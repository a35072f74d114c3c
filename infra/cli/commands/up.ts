import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandSteps, readyLines, siteProblems } from '@nanoedge/words';
import pc from 'picocolors';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, type Installation, openHome, openInstallation, writePrivate } from '../home.ts';
import { bootstrapText } from '../bootstrap.ts';
import { ensureLab, takeLabDown } from '../lab/lab.ts';
import { openPort } from '../lab/network.ts';
import { requireReach } from '../lab/reach.ts';
import { recordedLab } from '../lab/record.ts';
import { requireLabSupport } from '../lab/requirements.ts';
import {
  asDemoDevice,
  dashboardUrl,
  demoDevices,
  displayUrl,
  needsShield,
  type Place,
  prepareJoinKeys,
  spawnAgent,
  spawnDashboard,
  writeTokens,
} from '../site.ts';
import { codeOf, recordedSite, recordSite } from '../recorded-site.ts';
import { saveArchives } from '../system/archives.ts';
import { buildReleases } from '../system/releases.ts';
import { requireFreeDisk } from '../system/disk.ts';
import { refuseRootless, requireEngine } from '../system/docker.ts';
import { requireFreePort } from '../system/port.ts';
import { isRunning, stopTracked, trackedProcesses } from '../system/process.ts';
import { run } from '../system/run.ts';
import type { Progress } from '../ui/progress.ts';
import { failed } from './status.ts';
import { awaitDashboard, awaitServices } from './up-answers.ts';
import { down } from './down.ts';

const neededDiskBytes = 2e9;

const printSignIn = (place: Place, installation: Installation, progress: Progress): void => {
  const { env, lab } = place;
  progress.line('');
  progress.line(readyLines.dashboard(pc.bold(dashboardUrl(env))));
  progress.line(readyLines.roomScreen(displayUrl(place)));
  if (lab !== null && !needsShield(env)) progress.line(readyLines.allAddresses);
  // A CI log is kept and shared
  if (env.ci) progress.line(readyLines.signInFile(join(env.home, 'secrets/installation.json')));
  else {
    progress.line(readyLines.admin(installation.adminEmail, installation.adminPassword));
    progress.line(readyLines.alice(installation.aliceEmail, installation.alicePassword));
  }
  progress.line('');
};

const buildApplications = (env: CliEnv, note: (text: string) => void): Promise<string> =>
  run(
    join(env.root, 'node_modules/.bin/turbo'),
    ['run', 'build', '--output-logs=new-only', '--no-color'],
    {
      cwd: env.root,
      // turbo calls pnpm by name
      env: {
        ...env.inherited,
        PATH: `${join(env.root, 'node_modules/.bin')}:${env.inherited['PATH'] ?? ''}`,
        TURBO_TELEMETRY_DISABLED: '1',
        NEXT_TELEMETRY_DISABLED: '1',
      },
      onLine: note,
    },
  );

const follow = async (env: CliEnv, home: Home, progress: Progress): Promise<void> => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  progress.line(readyLines.following);
  const files = trackedProcesses(home)
    .filter(({ name }) => name !== 'dockerd')
    .map(({ log }) => log);
  try {
    await run('tail', ['-q', '-n', '0', '-F', ...files], { inherit: true, signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
  await down(env, progress, {});
};

/**
 * Programs that run older code make room for new ones; the services' containers go on running
 * meanwhile.
 */
const stopOutdated = async (home: Home, progress: Progress): Promise<void> => {
  const outdated = trackedProcesses(home).filter(({ name }) => name !== 'dockerd');
  if (outdated.length === 0) return;
  await progress.step(commandSteps.stopOutdated, () =>
    Promise.all(outdated.map((tracked) => stopTracked(home, tracked))),
  );
};

/**
 * The lab that the site is to run on, null for the machine's one engine. A site stays where it is
 * until `down`.
 */
const placeOf = async (
  options: { env: CliEnv; home: Home; progress: Progress },
  wantsLab: boolean,
): Promise<Place> => {
  const { env, home, progress } = options;
  const site = recordedSite(home);
  if (wantsLab && site !== null && !site.lab) throw new UserError(siteProblems.onOneEngine);
  if (!wantsLab && site?.lab !== true) return { env, home, lab: null };
  await requireLabSupport(() => undefined);
  const devices = recordedLab(home) === null ? demoDevices.length : null;
  const { lab } = await progress.step(commandSteps.lab, (note) =>
    ensureLab(home, { devices, newer: null, suite: null }, note),
  );
  const missing = demoDevices.filter((name) => !lab.devices.some((device) => device.name === name));
  if (missing.length > 0) throw new UserError(siteProblems.fewDevices(demoDevices.length));
  // Before anything listens
  await openPort(lab, env.port, { only: needsShield(env) });
  return { env, home, lab };
};

const startSite = async (
  place: Place,
  options: { progress: Progress; installation: Installation; dockerHost: string },
): Promise<void> => {
  const { env, home, lab } = place;
  const { progress, installation, dockerHost } = options;
  const releases = await progress.step(commandSteps.images, (note) => buildReleases(env, note));
  const archives = await progress.step(commandSteps.archives, (note) =>
    saveArchives({ env, home }, releases, note),
  );
  await progress.step(commandSteps.applications, (note) => buildApplications(env, note));
  const bootstrap = bootstrapText({
    installation,
    releases,
    archives,
    joinKeys: prepareJoinKeys(home),
  });
  writePrivate(home.bootstrap, bootstrap);
  const code = codeOf(env, bootstrap);
  if (recordedSite(home)?.code !== code) await stopOutdated(home, progress);
  const dashboard = await progress.step(commandSteps.startDashboard, async () => {
    const running = trackedProcesses(home).find(
      (tracked) => tracked.name === 'dashboard' && isRunning(tracked),
    );
    const tracked = running ?? spawnDashboard(place);
    recordSite(home, {
      url: dashboardUrl(env),
      displayUrl: displayUrl(place),
      dockerHost,
      code,
      lab: lab !== null,
    });
    await awaitDashboard(env, tracked);
    writeTokens(place);
    return tracked;
  });
  const status = await progress.step(commandSteps.startDemoSite, async (note) => {
    const running = new Map(
      trackedProcesses(home)
        .filter(isRunning)
        .map((tracked) => [tracked.name, tracked]),
    );
    if (lab !== null) {
      const hosts = lab.devices.filter(({ name }) => asDemoDevice(name) !== null);
      await requireReach(lab, hosts, env.port);
    }
    const agents = demoDevices.map(
      (device) => running.get(`agent-${device}`) ?? spawnAgent(place, device),
    );
    return awaitServices(env, [dashboard, ...agents], note);
  });
  for (const { name } of status.devices.flatMap(({ services }) => services.filter(failed)))
    progress.line(`    ${readyLines.failed(name)}`);
};

/**
 * Brings the demo site up, with `lab` each device on an engine of its own. Nothing that this call
 * started is left running when it fails.
 */
export const up = async (
  env: CliEnv,
  progress: Progress,
  options: { detach?: boolean; lab?: boolean },
): Promise<void> => {
  mkdirSync(env.home, { recursive: true });
  await requireFreeDisk(env.home, neededDiskBytes);
  const home = openHome(env.home);
  const before = new Set(
    trackedProcesses(home)
      .filter(isRunning)
      .map(({ name }) => name),
  );
  const onLab = options.lab === true || recordedSite(home)?.lab === true;
  if (!before.has('dashboard'))
    await requireFreePort(onLab ? '0.0.0.0' : env.host, env.port, 'PORT');
  if (!onLab && !before.has('agent-room'))
    await requireFreePort(env.host, env.displayPort, 'NANOEDGE_DISPLAY_PORT');
  const installation = openInstallation(home);
  const hadLab = recordedLab(home) !== null;
  const startedHere = () => trackedProcesses(home).filter(({ name }) => !before.has(name));
  try {
    const engine = await progress.step(commandSteps.engine, (note) =>
      requireEngine(home, env.dockerHost, note),
    );
    if (!onLab) await refuseRootless(engine);
    const engineEnv: CliEnv = { ...env, inherited: { ...env.inherited, DOCKER_HOST: engine.host } };
    const place = await placeOf({ env: engineEnv, home, progress }, options.lab === true);
    await startSite(place, { progress, installation, dockerHost: engine.host });
    printSignIn(place, installation, progress);
  } catch (error) {
    if (startedHere().some(({ name }) => name !== 'dockerd'))
      await stopAfterFailure({ env, progress, keepLab: hadLab }, before);
    else {
      await Promise.all(startedHere().map((tracked) => stopTracked(home, tracked)));
      if (!hadLab && recordedLab(home) !== null) await takeLabDown(home);
    }
    throw error;
  }
  if (options.detach !== true) await follow(env, home, progress);
};

/**
 * A failed first start takes everything down again, but no lab that was there; a failed second `up`
 * leaves what ran before.
 */
const stopAfterFailure = async (
  options: { env: CliEnv; progress: Progress; keepLab: boolean },
  before: ReadonlySet<string>,
): Promise<void> => {
  const { env, progress, keepLab } = options;
  if (before.size === 0) {
    await down(env, progress, { keepLab });
    return;
  }
  const home = openHome(env.home);
  await Promise.all(
    trackedProcesses(home)
      .filter(({ name }) => !before.has(name))
      .map((tracked) => stopTracked(home, tracked)),
  );
};
