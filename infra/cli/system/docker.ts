import { existsSync } from 'node:fs';
import { labels, waitFor } from '@nanoedge/base';
import { dockerProblems, engineWords } from '@nanoedge/words';
import Docker from 'dockerode';
import { UserError } from '../errors.ts';
import type { Home } from '../home.ts';
import { requireTools, tools } from './apt.ts';
import { isRunning, logTail, startDetached, trackedProcesses } from './process.ts';
import { succeeds } from './run.ts';

const oldestApi = 1.41;
const defaultSocket = '/var/run/docker.sock';
/** Where the engine listens when DOCKER_HOST names none. */
export const defaultHost = `unix://${defaultSocket}`;

export interface EngineAnswer {
  host: string;
  version: string;
  apiVersion: string;
}

type Refusal = 'absent' | 'silent' | 'refused';

/** Milliseconds without a word from an engine after which a call, or a mere question, is given up. */
const callMs = 60_000;
const questionMs = 5_000;

const client = (host: string, timeout = callMs): Docker => {
  if (host.startsWith('unix://'))
    return new Docker({ socketPath: host.slice('unix://'.length), timeout });
  const url = new URL(host.replace(/^tcp:/, 'http:'));
  const port = url.port === '' ? 2375 : Number(url.port);
  return new Docker({ host: url.hostname, port, timeout });
};

const ask = async (host: string): Promise<EngineAnswer | Refusal> => {
  try {
    const version = await client(host, questionMs).version();
    return { host, version: version.Version, apiVersion: version.ApiVersion };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET') return 'silent';
    return code === 'EACCES' ? 'refused' : 'absent';
  }
};

const requireRecent = (engine: EngineAnswer): EngineAnswer => {
  if (Number(engine.apiVersion) < oldestApi) {
    throw new UserError(dockerProblems.tooOld(engine.version, engine.apiVersion, oldestApi));
  }
  return engine;
};

/**
 * The engine that DOCKER_HOST or the default socket names, null when none answers. Throws UserError
 * when it refuses us or is too old.
 */
export const findEngine = async (dockerHost: string | null): Promise<EngineAnswer | null> => {
  const host = dockerHost ?? defaultHost;
  const answer = await ask(host);
  if (answer === 'refused') {
    throw new UserError(dockerProblems.refused(host));
  }
  return answer === 'absent' || answer === 'silent' ? null : requireRecent(answer);
};

/** Throws UserError for an engine without root: its services are where no agent can reach them. */
export const refuseRootless = async ({ host }: EngineAnswer): Promise<void> => {
  const said: { SecurityOptions?: string[] | null } = await client(host).info();
  if ((said.SecurityOptions ?? []).some((option) => option.includes('name=rootless')))
    throw new UserError(engineWords.rootless);
};

const startEngine = async (home: Home, note: (text: string) => void): Promise<void> => {
  if (existsSync('/run/systemd/system')) {
    note('systemctl start docker');
    if (await succeeds('systemctl', ['start', 'docker'])) return;
    throw new UserError(dockerProblems.notStarting);
  }
  note('dockerd');
  startDetached(home, 'dockerd', {
    program: tools.dockerd.path,
    args: ['--host', defaultHost],
    env: process.env,
  });
};

/**
 * An engine that answers: the one there is, else Debian's, installed and started when we may.
 * Throws UserError saying what to install or mend.
 */
export const requireEngine = async (
  home: Home,
  dockerHost: string | null,
  note: (text: string) => void,
): Promise<EngineAnswer> => {
  const found = await findEngine(dockerHost);
  if (found !== null) return found;
  if (dockerHost !== null) throw new UserError(dockerProblems.silentAt(dockerHost));
  // One that hangs holds its socket and its data: a second would only be in the way
  if ((await ask(defaultHost)) === 'silent') throw new UserError(dockerProblems.hangs(defaultHost));
  if (!existsSync(tools.dockerd.path)) await requireTools([tools.dockerd], note);
  if (process.getuid?.() !== 0) throw new UserError(dockerProblems.silent);
  await startEngine(home, note);
  const started = () => trackedProcesses(home).find(({ name }) => name === 'dockerd');
  return waitFor(
    async () => {
      const tracked = started();
      if (tracked !== undefined && !isRunning(tracked)) {
        throw new UserError(dockerProblems.ended(logTail(tracked, 1)));
      }
      return findEngine(null);
    },
    {
      timeoutMs: 60_000,
      everyMs: 200,
      onTimeout: () => {
        const tracked = started();
        return new UserError(
          dockerProblems.tooSlow(tracked === undefined ? '' : logTail(tracked, 3)),
        );
      },
    },
  );
};

/** What is left of containers that somebody removed without the volume of their key. */
const removeKeys = async (docker: Docker, device: string): Promise<void> => {
  const filters = { dangling: ['true'], label: [`${labels.keyOf}=${device}`] };
  const { Volumes }: { Volumes: Docker.VolumeInspectInfo[] | null } = await docker.listVolumes({
    filters,
  });
  for (const { Name } of Volumes ?? []) await docker.getVolume(Name).remove();
};

/**
 * Removes containers and networks (and, when asked, volumes) of the given devices; returns how many
 * of each. Nothing without our label is touched.
 */
export const removeOurs = async (
  engine: EngineAnswer,
  devices: readonly string[],
  options: { volumes: boolean },
): Promise<{ containers: number; networks: number; volumes: number }> => {
  const docker = client(engine.host);
  const counts = { containers: 0, networks: 0, volumes: 0 };
  for (const device of devices) {
    const filters = { label: [`${labels.device}=${device}`] };
    for (const { Id } of await docker.listContainers({ all: true, filters })) {
      await docker.getContainer(Id).remove({ force: true, v: true });
      counts.containers += 1;
    }
    for (const { Id } of await docker.listNetworks({ filters })) {
      await docker.getNetwork(Id).remove();
      counts.networks += 1;
    }
    await removeKeys(docker, device);
    if (!options.volumes) continue;
    for (const { Name } of (await docker.listVolumes({ filters })).Volumes) {
      await docker.getVolume(Name).remove();
      counts.volumes += 1;
    }
  }
  return counts;
};

/** What is on an engine that somebody may need. */
export interface EngineUse {
  /** Those that run, or are a device's and will run again when its agent says so. */
  containers: number;
  /** Devices of installations: each has a network there from its start to its `down`. */
  devices: number;
}

export const useOf = async (engine: EngineAnswer): Promise<EngineUse> => {
  const docker = client(engine.host);
  const all = await docker.listContainers({ all: true });
  const networks = await docker.listNetworks({ filters: { label: [labels.device] } });
  return {
    containers: all.filter(
      ({ State, Labels }) =>
        ['running', 'paused', 'restarting'].includes(State) || labels.device in (Labels ?? {}),
    ).length,
    devices: networks.length,
  };
};

/** The containers of the given devices on one engine, newest first. */
export const containersOf = async (
  engine: EngineAnswer,
  devices: readonly string[],
): Promise<{ id: string; deployment: string; name: string; dockerHost: string }[]> => {
  const docker = client(engine.host);
  const all = await docker.listContainers({
    all: true,
    filters: { label: [labels.device] },
  });
  return all
    .filter((container) => devices.includes(container.Labels[labels.device] ?? ''))
    .map((container) => ({
      id: container.Id,
      deployment: container.Labels[labels.deployment] ?? '',
      name: (container.Names[0] ?? '').replace(/^\//, ''),
      dockerHost: engine.host,
    }));
};
