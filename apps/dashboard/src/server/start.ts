import type { Server as HttpServer } from 'node:http';
import path from 'node:path';
import { startupProblems } from '@nanoedge/words';
import type { Logger } from 'pino';
import { sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { actorsOf } from './auth/actor.ts';
import { createAuth } from './auth/auth.ts';
import { applyBootstrap, readBootstrap } from './bootstrap/apply.ts';
import { importArchives } from './bootstrap/import-archives.ts';
import { readManifests } from './bootstrap/read-manifests.ts';
import { Closers } from './closers.ts';
import { openPool } from './db/client.ts';
import { startEmbeddedPostgres } from './db/embedded/start.ts';
import { roleAt } from './db/grants.ts';
import { migrateDatabase } from './db/migrate.ts';
import { devices } from './db/schema/index.ts';
import { boundLogs } from './home/bound-logs.ts';
import { openIdentity, readPassphrase } from './storage/identity.ts';
import { lockHome } from './home/lock.ts';
import { readOrMakeSecret } from './home/secret.ts';
import { openVault } from './storage/vault.ts';
import { passwordTries } from './auth/try-limit.ts';
import { sealerWith } from './auth/sealer.ts';
import { SignInLimit } from './auth/sign-in-limit.ts';
import { clientAddressBehind } from './auth/client-address.ts';
import { createHandler } from './http/handler.ts';
import { listen } from './http/listen.ts';
import { trustedOrigins } from './http/origins.ts';
import { type MayComePlain, onlyTls, plainHttpFor } from './http/only-tls.ts';
import { noPages, openPages, type Pages } from './http/pages.ts';
import { openPdfCheck } from './pdf/try-pdf.ts';
import { openPictureCheck } from './pictures/try-picture.ts';
import { openBlobs } from './storage/content-files.ts';
import type { Deps } from './services/deps.ts';
import { gatherEvents } from './services/ingest/events.ts';
import { pruneImages } from './services/images/prune.ts';
import { openImages } from './storage/image-files.ts';
import { openRegistries } from './registry/client.ts';
import { openDiskUsage } from './storage/disk-usage.ts';
import { openSnapshotFiles } from './storage/snapshot-files.ts';
import { readHead } from './services/activity/read-chain.ts';
import { forgetPeople } from './services/people/forget.ts';
import { changeOldKeys } from './services/site-keys/change.ts';
import { forgetOld } from './services/retention/forget-old.ts';
import { adoptReleases } from './services/signing/adopt.ts';
import { signDocument } from './services/signing/follow-document.ts';
import { pruneSnapshots } from './services/snapshots/reclaim.ts';
import { sealStored } from './services/desired/seal-stored.ts';
import { refreshAllSites } from './services/desired/refresh-all.ts';
import { warnOfBounds } from './services/storage/warn-of-bounds.ts';
import { AgentHub } from './socket/agent-hub.ts';
import { serveAgents } from './socket/agents.ts';
import { endRevoked } from './socket/end-revoked.ts';
import { LiveHub } from './socket/live-hub.ts';
import { Doors } from './socket/doors.ts';
import { openSocketServer } from './socket/open.ts';
import { serveLive } from './socket/live.ts';
import { StartupProblem } from './startup-problem.ts';
import { ownAddresses, ownNames } from './tls/own-names.ts';
import { ServedTls } from './tls/served.ts';
import { every } from './every.ts';

export interface StartedDashboard {
  port: number;
  deps: Deps;
  /** What is served under /api, as `GET /api/health`. */
  routes: string[];
  stop: () => Promise<void>;
}
/** `pages: false` serves everything but the pages. */
export interface StartOptions {
  env: Env;
  log: Logger;
  version: string;
  dev: boolean;
  pages?: boolean;
}

const connectDatabase = async ({ env, log }: StartOptions, closers: Closers) => {
  const server = env.databaseUrl === null ? await startEmbeddedPostgres(env.home, log) : null;
  if (server !== null) closers.add('PostgreSQL', server.stop);
  const url = env.databaseUrl ?? server?.url ?? '';
  const ownerUrl = env.databaseUrl === null ? server?.ownerUrl : env.databaseOwnerUrl;
  try {
    const app = await roleAt(url);
    const separate = ownerUrl !== undefined && ownerUrl !== null && !app.owns;
    await migrateDatabase(ownerUrl ?? url, separate ? app.name : null);
    if (!separate) log.warn({ role: app.name }, startupProblems.ownerWorks);
  } catch (error) {
    throw new StartupProblem(startupProblems.noDatabase, { cause: error });
  }
  const { db, answers, close } = openPool(url, log);
  closers.add('database pool', close);
  return { db, answers };
};

/** Deletes what no retention rule and no release keeps, and changes keys that are old. */
const prune = async (deps: Deps): Promise<void> => {
  await pruneSnapshots(deps);
  await pruneImages(deps);
  await warnOfBounds(deps);
  await forgetPeople(deps);
  await changeOldKeys(deps);
  const gone = await forgetOld(deps, deps.housekeeping.kept);
  // Where the log is kept elsewhere, it tells when the end of the trail was cut off
  deps.log.info(await readHead(deps.db), 'end of the audit trail');
  deps.housekeeping.last = { at: deps.now(), gone };
};

/** What is done again and again: time passes, and what grows is cut. */
const keepHouse = (
  deps: Deps,
  { home, tls }: { home: string; tls: ServedTls | null },
  closers: Closers,
): void => {
  closers.add(
    'certificate',
    every(3_600_000, async () => tls?.renew(), deps.log),
  );
  closers.add(
    'time window check',
    every(60_000, () => refreshAllSites(deps), deps.log),
  );
  const logs = path.join(home, 'logs');
  closers.add(
    'size of the logs',
    every(10_000, () => boundLogs(logs), deps.log),
  );
  closers.add(
    'retention',
    every(15 * 60_000, () => prune(deps), deps.log),
  );
};

/** Nobody watches for longer than two seconds after they lost the right to. */
const rightsEveryMs = 1_000;

const watchRights = (live: LiveHub, deps: Deps, closers: Closers): void =>
  closers.add(
    'rights of the browsers',
    every(rightsEveryMs, () => endRevoked(live, deps), deps.log),
  );

/** How others reach it. */
interface Reached {
  tls: ServedTls | null;
  passphrase: string | null;
  port: number;
}

/** Where others find it: as was said, else by the first address of this machine, else only here. */
const addressForOthers = ({
  env,
  tls,
  port,
}: Pick<Reached, 'tls' | 'port'> & { env: Env }): string => {
  if (env.publicUrl !== null) return env.publicUrl;
  const [address] = ownAddresses();
  return tls === null || address === undefined
    ? `http://127.0.0.1:${String(port)}`
    : `https://${address}:${String(port)}`;
};

/** How it is found, and by what it is known. */
const knownBy = async (
  env: Env,
  { tls, passphrase, port }: Reached,
): Promise<Pick<Deps, 'address' | 'identity'>> => {
  const address = addressForOthers({ env, tls, port });
  const ca = tls?.authorityDigest ?? null;
  const known = { home: env.home, passphrase, dashboardUrl: address, ca };
  return { address, identity: await openIdentity(known) };
};

/** What the use cases need of the outside. */
const gatherDeps = async (
  { env, log }: StartOptions,
  made: Pick<Deps, 'db' | 'images' | 'live' | 'agents' | 'identity' | 'address'>,
): Promise<Deps> => {
  const { db, images, live, agents, identity, address } = made;
  const deps: Deps = {
    db,
    now: Date.now,
    log,
    blobs: await openBlobs(path.join(env.home, 'content')),
    tryPdf: openPdfCheck(),
    tryPicture: openPictureCheck(),
    images,
    registry: openRegistries(env.insecureRegistries, env.proxies, env.registryHosts),
    uploadLimits: env.uploadLimits,
    storeLimits: env.storeLimits,
    vault: openVault(await readOrMakeSecret(env.home, 'vault')),
    identity,
    address,
    passwordTries: passwordTries(),
    accountSecrets: sealerWith(await readOrMakeSecret(env.home, 'auth')),
    snapshots: await openSnapshotFiles(path.join(env.home, 'snapshots'), log),
    disk: openDiskUsage(env.home),
    housekeeping: { kept: env.kept, last: null },
    live,
    agents,
    refreshes: new Map(),
    ingest: gatherEvents(() => deps),
  };
  return deps;
};

/** What is no socket of ours is a page's, as its reloads while it is made. */
const serveUpgrades = (
  server: HttpServer,
  upgrade: Pages['upgrade'],
  mayCome: MayComePlain,
): void => {
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith('/socket.io/') === true) return;
    if (upgrade === null || !mayCome(request)) socket.destroy();
    else upgrade(request, socket, head).catch(() => socket.destroy());
  });
};

const start = async (options: StartOptions, closers: Closers): Promise<StartedDashboard> => {
  const { env, log, version, dev } = options;
  closers.add('lock', await lockHome(env.home));
  const document = env.bootstrapFile === null ? null : await readBootstrap(env.bootstrapFile);
  const passphrase = await readPassphrase(env.passphraseFile);
  const tls = await ServedTls.open(env, passphrase);
  const http = await listen(env, tls);
  closers.add('HTTP server', http.close);
  const { db, answers: databaseAnswers } = await connectDatabase(options, closers);
  // No link outlives the dashboard: what was up when it ended has been down since the device was
  // last heard.
  await db
    .update(devices)
    .set({ linkChangedAt: sql`greatest(${devices.linkChangedAt}, ${devices.lastSeenAt})` });
  const images = await openImages(path.join(env.home, 'images'), log);
  const known = await knownBy(env, { tls, passphrase, port: http.port });
  if (document !== null) {
    await applyBootstrap(db, document, await readManifests({ images, log }, document));
    await importArchives({ db, images, log }, document);
  }
  const signing = { db, identity: known.identity, now: Date.now, log };
  await adoptReleases(signing);
  if (document !== null) await signDocument(signing, document);

  const names = tls === null ? [] : ownNames(env.publicUrl);
  const origins = trustedOrigins(env.publicUrl, http.port, names);
  const signInLimit = new SignInLimit();
  const secret = await readOrMakeSecret(env.home, 'auth');
  const auth = createAuth({ db, secret, origins, log, limit: signInLimit });
  const clientAddress = clientAddressBehind(env.trustedProxies);
  const actorOf = actorsOf(auth, clientAddress);
  const mayCome = plainHttpFor(env);
  const doors = new Doors(clientAddress);
  const io = openSocketServer({ doors, mayCome, origins });
  const hub = new AgentHub(io);
  const live = new LiveHub(io);
  const deps = await gatherDeps(options, { db, images, live, agents: hub, ...known });
  await sealStored(deps);
  await refreshAllSites(deps);

  const pages =
    options.pages === false
      ? noPages
      : await openPages({ dev, server: http.server, port: http.port });
  closers.add('pages', pages.close);
  serveAgents({ hub, deps, doors });
  serveLive({ hub: live, deps, actorOf, doors });
  const who = { auth, actorOf, clientAddress, signInLimit, secret };
  const served = { version, databaseAnswers, origins, authority: tls?.authority ?? null };
  const { handler, routes } = createHandler({ deps, ...who, ...served, env, dev, ...pages });
  http.serve(onlyTls(mayCome, handler));
  io.attach(http.server);
  doors.watch(io);
  closers.add('requests', http.close);
  closers.add('sockets', async () => {
    hub.forgetAll();
    io.disconnectSockets(true);
    io.engine.close();
  });
  serveUpgrades(http.server, pages.upgrade, mayCome);
  keepHouse(deps, { home: env.home, tls }, closers);
  watchRights(live, deps, closers);
  return { port: http.port, deps, routes, stop: () => closers.closeAll() };
};

/**
 * Starts the dashboard: data folder, port, database, migrations, bootstrap, sockets, pages, in this
 * order. When something fails, what was started is stopped again. Throws StartupProblem where an
 * operator can help.
 */
export const startDashboard = async (options: StartOptions): Promise<StartedDashboard> => {
  const closers = new Closers(options.log);
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
};
