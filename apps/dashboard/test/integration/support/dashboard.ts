import { noProxies } from '@nanoedge/base';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DashboardClient, WebSession } from '@nanoedge/client';
import { type Logger, pino } from 'pino';
import type { Env } from '../../../src/env.ts';
import type { BootstrapDocument } from '../../../src/server/bootstrap/document.ts';
import type { Deps } from '../../../src/server/services/deps.ts';
import { startDashboard } from '../../../src/server/start.ts';
import type { AppRouter } from '../../../src/server/trpc/router.ts';
import { dashboardKeys } from './agent-socket.ts';
import { freshDatabase } from './database.ts';
import { demoForTests, passwords } from './demo.ts';

type Name = keyof typeof passwords;

export interface RunningDashboard {
  url: string;
  home: string;
  /** The database as its owner; empty where it is embedded. */
  ownerUrl: string;
  deps: Deps;
  /** What is served under /api. */
  routes: readonly string[];
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** The dashboard as a program of somebody uses it. */
  client: (name: Name) => DashboardClient<AppRouter>;
  /** Signs in and returns the session cookie. */
  signIn: (name: Name) => Promise<string>;
  stop: () => Promise<void>;
}

/**
 * The whole dashboard on a free port, with a database and a data folder of its own; `embedded`:
 * with a PostgreSQL of its own.
 */
export const runDashboard = async (
  document: BootstrapDocument = demoForTests(),
  {
    embedded = false,
    trustedProxies = [],
    tls = 'off',
    log = pino({ level: 'silent' }),
  }: {
    embedded?: boolean;
    trustedProxies?: readonly string[];
    tls?: Env['tls'];
    log?: Logger;
  } = {},
): Promise<RunningDashboard> => {
  const database = embedded ? null : await freshDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'nanoedge-home-'));
  await chmod(home, 0o711);
  const previewFolder = path.join(home, 'preview');
  await mkdir(previewFolder);
  const bootstrapFile = path.join(home, 'bootstrap.json');
  await writeFile(bootstrapFile, JSON.stringify(document), { mode: 0o600 });
  const dashboard = await startDashboard({
    env: {
      port: 0,
      host: tls === 'off' ? '127.0.0.1' : '0.0.0.0',
      home,
      databaseUrl: database?.url ?? null,
      databaseOwnerUrl: database?.ownerUrl ?? null,
      publicUrl: null,
      trustedProxies,
      previewFolder,
      logLevel: 'silent',
      bootstrapFile,
      passphraseFile: null,
      tls,
      plainHttp: 'loopback',
      insecureRegistries: [],
      registryHosts: [],
      uploadLimits: { accountBytes: 0, allBytes: 0 },
      storeLimits: { imageBytes: 0, snapshotBytes: 0 },
      proxies: noProxies,
      kept: { events: 0, audit: 0, runs: 0, attendance: 0, meetings: 0, removed: 0 },
    },
    log,
    version: '0.0.0-test',
    dev: false,
    pages: false,
  });
  const url = `http://127.0.0.1:${String(dashboard.port)}`;
  dashboardKeys.set(url, dashboard.deps.identity.publicKey);
  const post: RunningDashboard['post'] = (target, body, headers = {}) =>
    fetch(`${url}${target}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const sessionOf = (name: Name): WebSession =>
    new WebSession({ url, email: `${name}@example.org`, password: passwords[name] });
  return {
    url,
    home,
    ownerUrl: database?.ownerUrl ?? '',
    deps: dashboard.deps,
    routes: dashboard.routes,
    post,
    client: (name) => new DashboardClient<AppRouter>(sessionOf(name)),
    signIn: (name) => sessionOf(name).cookie(),
    stop: async () => {
      await dashboard.stop();
      await database?.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
};
