import { join } from 'node:path';
import { waitFor } from '@nanoedge/base';
import { commandSteps, formatSpan, readyLines, siteProblems } from '@nanoedge/words';
import pc from 'picocolors';
import { bootstrapText } from '../bootstrap.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, type Installation, openHome, openInstallation, writePrivate } from '../home.ts';
import { joinKeyFile, prepareJoinKeys, writeJoinTokens } from '../site.ts';
import { pretendReleases } from '../system/pretended.ts';
import { productVersion } from '../system/releases.ts';
import { productServices } from '../system/services.ts';
import { requireFreePort } from '../system/port.ts';
import {
  isRunning,
  logTail,
  startDetached,
  stopTracked,
  type Tracked,
  trackedProcesses,
} from '../system/process.ts';
import { run } from '../system/run.ts';
import type { Progress } from '../ui/progress.ts';

/** The device whose agent runs: it has things to simulate and two deployments. */
const device = 'entrance';

const startMs = 60_000;

interface Development {
  env: CliEnv;
  home: Home;
  installation: Installation;
}

const writeDocument = async ({ env, home, installation }: Development): Promise<void> => {
  const { releases, archives } = await pretendReleases(await productServices(env.root), {
    folder: join(home.folder, 'images'),
    version: productVersion(env.root),
  });
  const joinKeys = prepareJoinKeys(home);
  writePrivate(home.bootstrap, bootstrapText({ installation, releases, archives, joinKeys }));
};

/** Next reloads pages only for the host that it knows, which is localhost. */
const address = (env: CliEnv): string => `http://localhost:${env.port}`;

const startDashboard = ({ env, home }: Development): Tracked =>
  startDetached(home, 'dashboard', {
    program: process.execPath,
    args: [join(env.root, 'apps/dashboard/src/main.ts'), '--dev'],
    cwd: join(env.root, 'apps/dashboard'),
    env: {
      ...env.inherited,
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(env.port),
      HOST: env.host,
      NANOEDGE_HOME: home.folder,
      NANOEDGE_BOOTSTRAP_FILE: home.bootstrap,
    },
  });

const startAgent = ({ env, home }: Development): Tracked =>
  startDetached(home, `agent-${device}`, {
    program: process.execPath,
    args: [join(env.root, 'apps/agent/src/main.ts')],
    env: {
      ...env.inherited,
      DOCKER_HOST: 'memory:',
      NANOEDGE_AGENT_DATA: home.agentData(device),
      NANOEDGE_AGENT_NAME: device,
      NANOEDGE_JOIN_KEY_FILE: joinKeyFile(home, device),
      NANOEDGE_DASHBOARD_URL: `http://127.0.0.1:${env.port}`,
      NANOEDGE_DISPLAY_PORT: '0',
    },
  });

const answers = async (url: string, stop: AbortSignal): Promise<true | null> =>
  fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(startMs)]) }).then(
    (response) => (response.ok ? true : null),
    // Nothing listens yet; whether the dashboard still runs is looked at before.
    () => null,
  );

/**
 * Waits until the first page is there: it is compiled while it is asked for, so that nobody waits
 * for it afterwards. False when somebody ended it first.
 */
const awaitPage = (url: string, dashboard: Tracked, stop: AbortSignal): Promise<boolean> => {
  const failure = (): UserError => new UserError(siteProblems.notUp(logTail(dashboard, 8)));
  return waitFor<boolean>(
    async () => {
      if (stop.aborted) return false;
      if (!isRunning(dashboard)) throw failure();
      return answers(url, stop);
    },
    { timeoutMs: startMs, everyMs: 100, onTimeout: failure },
  );
};

const stopAll = async (home: Home): Promise<void> => {
  const running = trackedProcesses(home);
  await Promise.all(running.map((tracked) => stopTracked(home, tracked)));
};

/** Shows what both programs say until somebody ends this. Throws when one of them ended by itself. */
const follow = async (started: readonly Tracked[], stop: AbortSignal): Promise<void> => {
  const files = started.map(({ log }) => log);
  const ended = new AbortController();
  const dead = (): Tracked | undefined => started.find((tracked) => !isRunning(tracked));
  const watch = setInterval(() => {
    if (dead() !== undefined) ended.abort();
  }, 500);
  const signal = AbortSignal.any([stop, ended.signal]);
  try {
    await run('tail', ['-q', '-n', '0', '-F', ...files], { inherit: true, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(watch);
  }
  const first = stop.aborted ? undefined : dead();
  if (first !== undefined) throw new UserError(siteProblems.ended(first.name, logTail(first, 8)));
};

const greet = ({ env, installation }: Development, ms: number, progress: Progress): void => {
  progress.line(`\n${readyLines.readyIn(formatSpan(ms))}`);
  progress.line(readyLines.dashboard(pc.bold(address(env))));
  progress.line(readyLines.admin(installation.adminEmail, installation.adminPassword));
  progress.line(`${readyLines.reloads}\n`);
};

/**
 * Runs the dashboard from its sources, where a change of a page shows at once, with the demo site's
 * document and the agent of one device on an engine in memory; no Docker, nothing is built. All
 * state is in `dev/` of the state folder. Returns when it was interrupted and everything has ended.
 */
export const dev = async (env: CliEnv, progress: Progress): Promise<void> => {
  const began = performance.now();
  const stop = new AbortController();
  // Not `once`: what shows the cursor again ends the program when nobody else listens any more.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  const home = openHome(join(env.home, 'dev'));
  await stopAll(home);
  await requireFreePort(env.host, env.port, 'PORT');
  const installation = openInstallation(home);
  const development = { env, home, installation };
  await writeDocument(development);
  try {
    const dashboard = startDashboard(development);
    const isThere = await progress.step(
      commandSteps.fromSources,
      () => awaitPage(`${address(env)}/sign-in`, dashboard, stop.signal),
      { endsItself: true },
    );
    if (!isThere) return;
    writeJoinTokens(home, () => `http://127.0.0.1:${env.port}`);
    const agent = startAgent(development);
    greet(development, performance.now() - began, progress);
    await follow([dashboard, agent], stop.signal);
  } finally {
    await stopAll(home);
  }
};
