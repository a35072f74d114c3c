import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const home = join(root, '.reports/e2e-home');

/** `E2E_PORT` lets two checkouts be tried at a time on one machine. */
const port = Number(process.env['E2E_PORT'] ?? 3410);

/** The site under test: its own state folder and ports, so that it can run beside a developer's. */
export const stack = {
  root,
  home,
  port,
  displayPort: port + 1,
  url: `http://127.0.0.1:${port}`,
  /** Where the room's agent serves its screen; in the lab at the address of the room's device. */
  get displayUrl(): string {
    return (JSON.parse(readFileSync(join(home, 'site.json'), 'utf8')) as { displayUrl: string })
      .displayUrl;
  },
};

const stackEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NANOEDGE_HOME: stack.home,
  PORT: String(stack.port),
  NANOEDGE_DISPLAY_PORT: String(stack.displayPort),
  HOST: '127.0.0.1',
});

/** Runs the project's own command against the site under test, its output shown. */
export const nanoedge = (...args: string[]): void => nanoedgeWith({}, ...args);

/** The same with variables that what it starts inherits. */
export const nanoedgeWith = (variables: NodeJS.ProcessEnv, ...args: string[]): void => {
  const env = { ...stackEnv(), ...variables };
  const result = spawnSync(join(root, 'nanoedge'), args, { env, stdio: 'inherit' });
  if (result.status !== 0)
    throw new Error(`nanoedge ${args.join(' ')} ended with exit code ${result.status}`);
};

/** What the project's own command prints, run against the site under test. */
export const nanoedgeSays = (...args: string[]): string =>
  execFileSync(join(root, 'nanoedge'), args, {
    env: stackEnv(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();

/** Says something to the agent of a device at the device itself: `simulate`, `drill`. */
export const atDevice = (device: string, ...args: string[]): string =>
  execFileSync(join(root, 'nanoedge-agent'), [...args, '--data', join(home, 'agents', device)], {
    encoding: 'utf8',
  });

export interface StackService {
  name: string;
  nanoservice: string;
  state: string;
  image: string;
  imageBytes: number;
  memoryBytes: number;
  initiationMs: number;
  restarts: number;
}
export interface StackStatus {
  url: string;
  dashboard: string;
  lab: boolean;
  devices: {
    name: string;
    id: string;
    state: string;
    dockerHost: string;
    services: StackService[];
  }[];
}

/**
 * What `status --json` says now; it exits with 1 while something does not answer, and is read all
 * the same.
 */
export const readStatus = (): StackStatus => {
  const result = spawnSync(join(root, 'nanoedge'), ['status', '--json'], {
    env: stackEnv(),
    encoding: 'utf8',
  });
  return JSON.parse(result.stdout) as StackStatus;
};

export interface SignIn {
  adminEmail: string;
  adminPassword: string;
  aliceEmail: string;
  alicePassword: string;
  suffix: string;
}

export const signIns = (): SignIn =>
  JSON.parse(readFileSync(join(stack.home, 'secrets/installation.json'), 'utf8')) as SignIn;

export const isUp = (): boolean => existsSync(join(stack.home, 'site.json'));

const dockerHosts = new Map<string, string>();

const dockerHostOf = (deviceName: string): string => {
  if (dockerHosts.size === 0)
    for (const { name, dockerHost } of readStatus().devices) dockerHosts.set(name, dockerHost);
  const host = dockerHosts.get(deviceName);
  if (host === undefined) throw new Error(`there is no device ${deviceName}`);
  return host;
};

/** The docker client of a device's engine, without a shell: `dockerOf('room')('ps')`. */
export const dockerOf =
  (deviceName: string) =>
  (...args: string[]): string =>
    execFileSync('docker', args, {
      encoding: 'utf8',
      env: { ...process.env, DOCKER_HOST: dockerHostOf(deviceName) },
    });

/** The id of the running container of a deployment of the site under test. */
export const containerOf = (deviceName: string, service: string): string => {
  const device = `${deviceName}-${signIns().suffix}`;
  const ids = dockerOf(deviceName)(
    'ps',
    '--no-trunc',
    '--filter',
    `label=io.nanoedge.device=${device}`,
    '--format',
    '{{.ID}} {{.Names}}',
  );
  const line = ids.split('\n').find((text) => text.includes(service));
  if (line === undefined)
    throw new Error(`no running container of ${service} on ${device}:\n${ids}`);
  return line.split(' ')[0] ?? '';
};
