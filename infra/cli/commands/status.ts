import { statusLines } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { openDashboard, siteOf } from '../api/dashboard.ts';
import type { StorageReport } from '../api/views.ts';
import { openHome } from '../home.ts';
import { recordedLab } from '../lab/record.ts';
import { dashboardUrl, demoDevices, hasEnrolled } from '../site.ts';
import { recordedSite } from '../recorded-site.ts';
import { askAgent } from '../system/control.ts';
import { isRunning, trackedProcesses } from '../system/process.ts';
import {
  deviceLine,
  type ToldDevice,
  deviceRow,
  serviceLine,
  type ServiceRow,
} from './status-rows.ts';

/**
 * What `status --json` prints. `dashboard` is `answering`, `not answering` (its process lives) or
 * `stopped`.
 */
export interface SiteStatus {
  url: string | null;
  displayUrl: string | null;
  /** Whether each device has an engine of its own in the lab. */
  lab: boolean;
  dockerHost: string | null;
  dashboard: string;
  devices: ToldDevice[];
}

const dashboardState = async (url: string, lives: boolean): Promise<string> => {
  if (!lives) return 'stopped';
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? 'answering' : 'not answering';
  } catch {
    return 'not answering';
  }
};

/** Asks every process of the site now; nothing is remembered from before. */
export const readStatus = async (env: CliEnv): Promise<SiteStatus> => {
  const home = openHome(env.home);
  const site = recordedSite(home);
  const alive = new Set(
    trackedProcesses(home)
      .filter(isRunning)
      .map(({ name }) => name),
  );
  const url = site?.url ?? dashboardUrl(env);
  const lab = site?.lab === true ? recordedLab(home) : null;
  const dockerHostOf = (name: string): string | null =>
    lab === null
      ? (site?.dockerHost ?? null)
      : (lab.devices.find((device) => device.name === name)?.dockerHost ?? null);
  const known = new Set(trackedProcesses(home).map(({ name }) => name));
  const devices = await Promise.all(
    demoDevices.map(async (name) => {
      const lives = alive.has(`agent-${name}`);
      const agent = lives
        ? 'lives'
        : known.has(`agent-${name}`) || hasEnrolled(home, name)
          ? 'stopped'
          : 'expected';
      const status = lives ? await askAgent(home.agentData(name)) : null;
      return deviceRow({ name, dockerHost: dockerHostOf(name), agent, status });
    }),
  );
  return {
    url: site === null ? null : url,
    displayUrl: site?.displayUrl ?? null,
    lab: site?.lab ?? false,
    dockerHost: site?.dockerHost ?? null,
    dashboard: await dashboardState(url, alive.has('dashboard')),
    devices,
  };
};

const draw = (status: SiteStatus, now: number): string => {
  if (status.url === null) return `${statusLines.notHere}\n`;
  const lines = [
    statusLines.dashboard(status.url, status.dashboard),
    status.lab ? statusLines.labEngines : statusLines.engine(status.dockerHost ?? '–'),
    '',
  ];
  for (const device of status.devices) {
    lines.push(deviceLine(device, now));
    for (const service of device.services) lines.push(serviceLine(service, now));
  }
  return `${lines.join('\n')}\n`;
};

/** What takes how much room at this installation; null when its dashboard does not say. */
const readStorage = async (env: CliEnv): Promise<StorageReport | null> => {
  try {
    const dashboard = openDashboard({ ...env, remote: null });
    const site = await siteOf(dashboard);
    return await dashboard.ask((api) => api.storage.get.query({ site }));
  } catch {
    // The status says what answers; this is one thing more that does not
    return null;
  }
};

/** Exit code 0 when everything answers, 1 otherwise. */
export const status = async (env: CliEnv, options: { json?: boolean }): Promise<number> => {
  const current = await readStatus(env);
  const printed =
    options.json === true
      ? `${JSON.stringify({ ...current, storage: current.dashboard === 'answering' ? await readStorage(env) : null }, null, 2)}\n`
      : draw(current, Date.now());
  process.stdout.write(printed);
  return isReady(current) ? 0 : 1;
};

/** A device that has never come is expected: nothing of it is missing yet. */
const here = ({ devices }: SiteStatus): ToldDevice[] =>
  devices.filter(({ state }) => state !== 'expected');

export const isReady = (status: SiteStatus): boolean =>
  status.dashboard === 'answering' &&
  here(status).every(
    ({ state, settled, services }) => state === 'connected' && settled && services.every(answers),
  );

/**
 * Whether nothing more will come by waiting: what does not answer has failed, and stays so until
 * somebody changes it.
 */
export const isSettled = (status: SiteStatus): boolean =>
  status.dashboard === 'answering' &&
  here(status).every(
    ({ state, settled, services }) =>
      state === 'connected' &&
      (settled || services.some(failed)) &&
      services.every((service) => answers(service) || failed(service)),
  );

const answers = ({ state, known }: ServiceRow): boolean => known && state === 'answering';
export const failed = ({ state }: Pick<ServiceRow, 'state'>): boolean => state === 'failed';
