import type { OutboxReport, ServiceState } from '@nanoedge/protocol';
import { formatBytes, formatSpan, serviceWord, statusLines } from '@nanoedge/words';
import pc from 'picocolors';
import type { CliEnv } from '../env.ts';
import { openDashboard, siteOf } from '../api/dashboard.ts';
import type { StorageReport } from '../api/views.ts';
import { openHome } from '../home.ts';
import { recordedLab } from '../lab/record.ts';
import { demoDevices, dashboardUrl } from '../site.ts';
import { recordedSite } from '../recorded-site.ts';
import { askAgent } from '../system/control.ts';
import { isRunning, trackedProcesses } from '../system/process.ts';

interface ServiceRow {
  name: string;
  nanoservice: string;
  state: ServiceState;
  image: string;
  imageBytes: number | null;
  memoryBytes: number | null;
  initiationMs: number | null;
  restarts: number;
}

/**
 * What `status --json` prints. `dashboard` is `answering`, `not answering` (its process lives) or
 * `stopped`; a device's state is `connected`, another state of its link, `agent not answering` or
 * `stopped`.
 */
export interface SiteStatus {
  url: string | null;
  displayUrl: string | null;
  /** Whether each device has an engine of its own in the lab. */
  lab: boolean;
  dockerHost: string | null;
  dashboard: string;
  devices: {
    name: string;
    id: string | null;
    state: string;
    dockerHost: string | null;
    engine: boolean | null;
    /** Whether the device does what the dashboard wants of it, as far as it could be done. */
    settled: boolean;
    /** Events that wait for the dashboard, and how much may; null when the agent does not say. */
    outbox: OutboxReport | null;
    services: ServiceRow[];
  }[];
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
  const devices = await Promise.all(
    demoDevices.map(async (name) => {
      const lives = alive.has(`agent-${name}`);
      const status = lives ? await askAgent(home.agentData(name)) : null;
      const dockerHost = dockerHostOf(name);
      if (status === null)
        return {
          name,
          id: null,
          state: lives ? 'agent not answering' : 'stopped',
          dockerHost,
          engine: null,
          settled: false,
          outbox: null,
          services: [],
        };
      return {
        name,
        dockerHost,
        id: status.device,
        state: status.connection === 'online' ? 'connected' : status.connection,
        engine: status.engine.reachable,
        settled:
          status.desiredRevision !== null && status.appliedRevision === status.desiredRevision,
        outbox: status.outbox,
        services: status.services.map(
          ({
            name: service,
            nanoservice,
            state,
            image,
            imageBytes,
            memoryBytes,
            initiationMs,
            restarts,
          }) => ({
            name: service,
            nanoservice,
            state,
            image,
            imageBytes,
            memoryBytes,
            initiationMs,
            restarts,
          }),
        ),
      };
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

const orDash = <T>(value: T | null, text: (value: T) => string): string =>
  value === null ? '–' : text(value);

const draw = (status: SiteStatus): string => {
  if (status.url === null) return `${statusLines.notHere}\n`;
  const lines = [
    statusLines.dashboard(status.url, status.dashboard),
    status.lab ? statusLines.labEngines : statusLines.engine(status.dockerHost ?? '–'),
    '',
  ];
  for (const device of status.devices) {
    const told = device.engine === false ? statusLines.deviceWithoutEngine : statusLines.device;
    lines.push(told(pc.bold(device.name), device.state));
    for (const service of device.services) {
      const cells = [
        service.name.padEnd(28),
        serviceWord[service.state].word.padEnd(18),
        orDash(service.imageBytes, formatBytes).padStart(8),
      ];
      cells.push(
        orDash(service.memoryBytes, formatBytes).padStart(8),
        orDash(service.initiationMs, formatSpan).padStart(8),
      );
      lines.push(`  ${cells.join('  ')}`);
    }
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
      ? `${JSON.stringify({ ...current, storage: await readStorage(env) }, null, 2)}\n`
      : draw(current);
  process.stdout.write(printed);
  return isReady(current) ? 0 : 1;
};

export const isReady = (status: SiteStatus): boolean =>
  status.dashboard === 'answering' &&
  status.devices.every(
    ({ state, settled, services }) => state === 'connected' && settled && services.every(answers),
  );

/**
 * Whether nothing more will come by waiting: what does not answer has failed, and stays so until
 * somebody changes it.
 */
export const isSettled = (status: SiteStatus): boolean =>
  status.dashboard === 'answering' &&
  status.devices.every(
    ({ state, settled, services }) =>
      state === 'connected' &&
      (settled || services.some(failed)) &&
      services.every((service) => answers(service) || failed(service)),
  );

const answers = ({ state }: ServiceRow): boolean => state === 'answering';
export const failed = ({ state }: Pick<ServiceRow, 'state'>): boolean => state === 'failed';
