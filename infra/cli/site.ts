import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { CliEnv } from './env.ts';
import { type Home, type Installation, writePrivate } from './home.ts';
import { fingerprint } from './system/fingerprint.ts';
import { startDetached, type Tracked } from './system/process.ts';

/** The four devices of the demo site, all on this machine; only the room has a screen. */
export const demoDevices = ['entrance', 'corridor', 'room', 'closet'] as const;
export type DemoDevice = (typeof demoDevices)[number];

/** Device ids carry the installation's suffix, so that two installations can share one engine. */
export const deviceId = (installation: Installation, device: DemoDevice): string => `${device}-${installation.suffix}`;

const joinKeyFile = (home: Home, device: DemoDevice): string => join(home.secrets, `join-${device}.key`);

/** One-time join keys for the agents that have not enrolled yet; written where each agent reads and deletes its own. */
export const prepareJoinKeys = (home: Home): Partial<Record<DemoDevice, string>> => {
  const keys: Partial<Record<DemoDevice, string>> = {};
  for (const device of demoDevices) {
    if (existsSync(join(home.agentData(device), 'identity.json'))) {
      rmSync(joinKeyFile(home, device), { force: true });
      continue;
    }
    const path = joinKeyFile(home, device);
    if (!existsSync(path)) writePrivate(path, randomBytes(24).toString('base64url'));
    keys[device] = readFileSync(path, 'utf8').trim();
  }
  return keys;
};

export const dashboardUrl = (env: CliEnv): string => `http://${env.host === '0.0.0.0' ? 'localhost' : env.host}:${env.port}`;

const node = process.execPath;

export const startDashboard = (env: CliEnv, home: Home): Tracked =>
  startDetached(home, 'dashboard', {
    program: node,
    args: [join(env.root, 'apps/dashboard/src/main.ts')],
    cwd: join(env.root, 'apps/dashboard'),
    env: {
      ...env.inherited,
      NODE_ENV: 'production',
      PORT: String(env.port),
      HOST: env.host,
      NANOEDGE_HOME: env.home,
      NANOEDGE_BOOTSTRAP_FILE: home.bootstrap,
      NODE_COMPILE_CACHE: join(home.folder, 'cache'),
    },
  });

const displayEnv = (env: CliEnv): NodeJS.ProcessEnv => ({
  NANOEDGE_DISPLAY_PORT: String(env.displayPort),
  NANOEDGE_DISPLAY_HOST: env.host,
  ...(env.host === '0.0.0.0' ? {} : { NANOEDGE_DISPLAY_URL: `http://${env.host}:${env.displayPort}` }),
});

export const startAgent = (env: CliEnv, home: Home, device: DemoDevice): Tracked =>
  startDetached(home, `agent-${device}`, {
    program: node,
    // without a compiler and with a small nursery the agent needs half the memory, and it has little to compute
    args: ['--lite-mode', '--max-semi-space-size=1', join(env.root, 'apps/agent/dist/main.cjs')],
    env: {
      ...env.inherited,
      NODE_ENV: 'production',
      NANOEDGE_AGENT_DATA: home.agentData(device),
      NANOEDGE_AGENT_NAME: device,
      NANOEDGE_DASHBOARD_URL: `http://127.0.0.1:${env.port}`,
      NANOEDGE_JOIN_KEY_FILE: joinKeyFile(home, device),
      ...(device === 'room' ? displayEnv(env) : { NANOEDGE_DISPLAY_PORT: '0' }),
    },
  });

/** What is running: `code` changes when the programs or their first document do, so that `up` knows what to restart. */
const Site = z.object({ url: z.string(), dockerHost: z.string(), code: z.string() });
export type Site = z.infer<typeof Site>;

const sitePath = (home: Home): string => join(home.folder, 'site.json');

/** Remembers the running site, for the other commands and other shells. */
export const recordSite = (home: Home, site: Site): void => writeFileSync(sitePath(home), JSON.stringify(site));

/** The site that was started last, null when there is none or when it was stopped. */
export const recordedSite = (home: Home): Site | null => {
  if (!existsSync(sitePath(home))) return null;
  return Site.parse(JSON.parse(readFileSync(sitePath(home), 'utf8')));
};

export const forgetSite = (home: Home): void => rmSync(sitePath(home), { force: true });

/** Changes with anything that a running dashboard or agent has loaded. */
export const codeOf = (env: CliEnv, bootstrap: string): string =>
  fingerprint(
    ['apps/agent/src', 'apps/dashboard/src', 'packages/protocol/src'].map((folder) => join(env.root, folder)),
    bootstrap.replace(/"joinKey": "[^"]*"/g, '"joinKey": null'),
  );
