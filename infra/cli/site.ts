import { existsSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { joinTokenText } from '@nanoedge/link';
import { JoinToken, parse, parseJson } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import type { CliEnv } from './env.ts';
import { type Home, type Installation, writePrivate } from './home.ts';
import { inDevice } from './lab/engine.ts';
import type { Lab } from './lab/plan.ts';
import { startDetached, type Tracked } from './system/process.ts';

/** The four devices of the demo site, all on this machine; only the room has a screen. */
export const demoDevices = ['entrance', 'corridor', 'room', 'closet'] as const;
export type DemoDevice = (typeof demoDevices)[number];

export const asDemoDevice = (name: string): DemoDevice | null =>
  demoDevices.find((device) => device === name) ?? null;

/** Where the site runs: all devices on the machine's engine, or each on its own in the lab. */
export interface Place {
  env: CliEnv;
  home: Home;
  lab: Lab | null;
}

/** Device ids carry the installation's suffix, so that two installations can share one engine. */
export const deviceId = (installation: Installation, device: DemoDevice): string =>
  `${device}-${installation.suffix}`;

export const joinKeyFile = (home: Home, device: DemoDevice): string =>
  join(home.secrets, `join-${device}.key`);

/** The join key while it waits for the dashboard, which alone can make the agent's token of it. */
const pendingKeyFile = (home: Home, device: DemoDevice): string =>
  join(home.secrets, `join-${device}.pending`);

const Membership = z.object({ dashboard: z.nullish(z.unknown()) });

const membershipFile = (home: Home, device: DemoDevice): string =>
  join(home.agentData(device), 'identity.json');

/** Whether the device has ever come to this installation. */
export const hasEnrolled = (home: Home, device: DemoDevice): boolean =>
  existsSync(membershipFile(home, device));

/** Whether the device knows its dashboard by a key; those that came before there were keys do not. */
const knowsDashboard = (home: Home, device: DemoDevice): boolean => {
  if (!hasEnrolled(home, device)) return false;
  const file = readFileSync(membershipFile(home, device), 'utf8');
  const membership = Membership.safeParse(JSON.parse(file));
  return membership.success && membership.data.dashboard != null;
};

/**
 * One-time join keys for the agents that have not enrolled yet, or did before dashboards had keys.
 */
export const prepareJoinKeys = (home: Home): Partial<Record<DemoDevice, string>> => {
  const keys: Partial<Record<DemoDevice, string>> = {};
  for (const device of demoDevices) {
    const path = pendingKeyFile(home, device);
    if (knowsDashboard(home, device)) {
      rmSync(path, { force: true });
      rmSync(joinKeyFile(home, device), { force: true });
      continue;
    }
    if (!existsSync(path)) writePrivate(path, randomBytes(24).toString('base64url'));
    keys[device] = readFileSync(path, 'utf8').trim();
  }
  return keys;
};

const Known = z.object({ dashboardKey: z.string(), ca: z.nullable(z.string()) });

/**
 * What each agent that has not enrolled comes in with, written where it reads and deletes its own.
 * Only once the dashboard answers: it says by what it is known.
 */
export const writeJoinTokens = (home: Home, dashboard: (device: DemoDevice) => string): void => {
  const { dashboardKey, ca } = parseJson(
    Known,
    readFileSync(join(home.folder, 'identity.json'), 'utf8'),
    'identity of the dashboard',
  );
  for (const device of demoDevices) {
    const path = pendingKeyFile(home, device);
    if (!existsSync(path)) continue;
    const joinKey = readFileSync(path, 'utf8').trim();
    const known = { dashboardUrl: dashboard(device), dashboardKey, ca, joinKey };
    writePrivate(joinKeyFile(home, device), joinTokenText(parse(JoinToken, known, 'join token')));
  }
};

export const dashboardUrl = (env: CliEnv): string =>
  `http://${env.host === '0.0.0.0' ? 'localhost' : env.host}:${env.port}`;

const addressIn = (lab: Lab, device: DemoDevice): string =>
  lab.devices.find(({ name }) => name === device)?.address ?? '';

/** The room's agent serves the screen, in the lab at its own address. */
export const displayUrl = ({ env, lab }: Place): string => {
  const host = lab === null ? env.host : addressIn(lab, 'room');
  return `http://${host === '0.0.0.0' ? 'localhost' : host}:${env.displayPort}`;
};

const loopback = ['127.0.0.1', 'localhost', '::1'];

/**
 * In the lab the dashboard must listen on the bridge too; this says whether others than the lab
 * must be kept out.
 */
export const needsShield = (env: CliEnv): boolean => loopback.includes(env.host);

const node = process.execPath;

export const spawnDashboard = ({ env, home, lab }: Place): Tracked =>
  startDetached(home, 'dashboard', {
    program: node,
    args: [join(env.root, 'apps/dashboard/src/main.ts')],
    cwd: join(env.root, 'apps/dashboard'),
    env: {
      ...env.inherited,
      NODE_ENV: 'production',
      PORT: String(env.port),
      HOST: lab === null ? env.host : '0.0.0.0',
      NANOEDGE_HOME: env.home,
      NANOEDGE_BOOTSTRAP_FILE: home.bootstrap,
      NODE_COMPILE_CACHE: join(home.folder, 'cache'),
    },
  });

const displayEnv = (place: Place): NodeJS.ProcessEnv => ({
  NANOEDGE_DISPLAY_PORT: String(place.env.displayPort),
  NANOEDGE_DISPLAY_HOST: place.lab === null ? place.env.host : addressIn(place.lab, 'room'),
  ...(place.lab === null && place.env.host === '0.0.0.0'
    ? {}
    : { NANOEDGE_DISPLAY_URL: displayUrl(place) }),
});

/** Where an agent reaches the dashboard: plainly only on the same machine. */
const dashboardFrom = ({ env, lab }: Place): string =>
  lab === null ? `http://127.0.0.1:${env.port}` : `https://${lab.hostAddress}:${env.port}`;

export const writeTokens = (place: Place): void =>
  writeJoinTokens(place.home, () => dashboardFrom(place));

/**
 * In the lab an agent is in its device's network: it reaches its containers there, and nobody
 * else's.
 */
const deviceEnv = (place: Place, device: DemoDevice): NodeJS.ProcessEnv => {
  const { env, lab } = place;
  const dashboard = { NANOEDGE_DASHBOARD_URL: dashboardFrom(place) };
  return lab === null
    ? dashboard
    : {
        ...dashboard,
        // No proxy is in the lab
        no_proxy: [env.inherited['no_proxy'] ?? env.inherited['NO_PROXY'], lab.hostAddress]
          .filter(Boolean)
          .join(','),
        NANOEDGE_ADDRESS: addressIn(lab, device),
        DOCKER_HOST: lab.devices.find(({ name }) => name === device)?.dockerHost,
      };
};

export const spawnAgent = (place: Place, device: DemoDevice): Tracked => {
  const { env, home, lab } = place;
  const where = lab?.devices.find(({ name }) => name === device);
  // Without a compiler and with a small nursery the agent needs half the memory, and it has little
  // to compute
  const args = [
    '--lite-mode',
    '--max-semi-space-size=1',
    join(env.root, 'apps/agent/dist/main.cjs'),
  ];
  return startDetached(home, `agent-${device}`, {
    ...(where === undefined ? { program: node, args } : inDevice(where, node, args)),
    env: {
      ...env.inherited,
      NODE_ENV: 'production',
      NANOEDGE_AGENT_DATA: home.agentData(device),
      NANOEDGE_AGENT_NAME: device,
      NANOEDGE_JOIN_KEY_FILE: joinKeyFile(home, device),
      ...(device === 'room' ? displayEnv(place) : { NANOEDGE_DISPLAY_PORT: '0' }),
      ...deviceEnv(place, device),
    },
  });
};
