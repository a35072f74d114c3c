import { mkdirSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describeError, sleep, systemClock } from '@nanoedge/base';
import { Bytes, type AgentStatus } from '@nanoedge/protocol';
import { drillWords, simulateCommandWords } from '@nanoedge/words';
import type { Logger } from 'pino';
import { ControlServer } from './control/server.ts';
import { makeDevice, type Device } from './device.ts';
import { Display } from './edge/display/display.ts';
import { ScreenPairing } from './edge/display/pairing.ts';
import { DisplayServer } from './edge/display/server.ts';
import { staticFiles } from './edge/display/static-files.ts';
import type { AgentEnv } from './env.ts';
import { controlSocketOf } from './control/socket-path.ts';
import { ControlRefused, LinkRefused, SimulationRefused } from './errors.ts';
import { enrol, enrolmentOf } from './uplink/link/enrol.ts';
import { Outbox } from './edge/outbox/outbox.ts';
import { localAddress, reportHost } from './uplink/report/host.ts';
import { SnapshotStore } from './snapshots/store.ts';
import { AcceptedReleases } from './store/accepted-releases.ts';
import { ContainerKeys } from './store/container-keys.ts';
import { ContentStore } from './store/content-store.ts';
import { openDatabase } from './store/database.ts';
import { Identity, type Membership } from './store/identity.ts';
import { Journal } from './reconcile/journal.ts';
import { StateStore } from './store/state-store.ts';
import { linkDelayMs, refusedDelayMs } from './time/back-off.ts';
import { DeviceClock } from './time/device-clock.ts';
import { machineClock } from './time/machine-clock.ts';

export interface AgentOptions {
  env: AgentEnv;
  log: Logger;
  version: string;
  /** Where the room screen's page was built to. */
  pageFolder: string;
}

/** Runs the agent of one device until `signal` aborts. The order below is the boot order. */
export const runAgent = async (options: AgentOptions, signal: AbortSignal): Promise<void> => {
  const { env, log, version } = options;
  mkdirSync(env.dataFolder, { recursive: true, mode: 0o700 });
  const database = openDatabase(join(env.dataFolder, 'agent.db'));
  const identity = Identity.open(env.dataFolder);
  const content = new ContentStore(join(env.dataFolder, 'content'));
  await content.sweep();
  const clock = new DeviceClock(machineClock(env.testClockFile));
  const display = new Display(clock);
  const pairing = new ScreenPairing(database, clock);
  let device: Device | null = null;

  const control = new ControlServer({
    file: controlSocketOf(env.dataFolder),
    log,
    status: async () => device?.status() ?? statusWithoutDevice(env),
    simulate: (request) => {
      if (device === null) throw new SimulationRefused(simulateCommandWords.notReady);
      return device.simulate(request);
    },
    drill: (request) => {
      if (device === null) throw new ControlRefused(drillWords.notReady);
      return device.drill(request);
    },
  });
  control.listen();
  const screen =
    env.display === null
      ? null
      : new DisplayServer({
          display,
          content,
          pairing,
          isOurs: hostsOf(env.display),
          log,
          files: staticFiles(options.pageFolder),
        });
  try {
    const port = await screen?.listen(env.display?.port ?? 0, env.display?.host ?? '');
    const membership = identity.membership ?? (await awaitMembership(identity, options, signal));
    if (membership === null) return;
    log.info({ device: membership.device, site: membership.site, version }, 'agent starts');
    const outbox = new Outbox(database, env.outbox);
    const snapshots = new SnapshotStore(join(env.dataFolder, 'snapshots'), database);
    await snapshots.sweep();
    device = makeDevice({
      clock,
      device: membership.device,
      env,
      log,
      version,
      identity,
      keys: ContainerKeys.open(env.dataFolder),
      store: new StateStore(database),
      accepted: new AcceptedReleases(database),
      outbox,
      journal: new Journal(database, outbox),
      snapshots,
      content,
      display,
      pairing,
      displayUrl: env.display === null ? null : urlOf(env.display, port ?? env.display.port),
    });
    await device.run(signal);
  } finally {
    await screen?.close();
    await control.close();
    database.close();
  }
};

/** By which names and addresses the room screen is served: another is that of a page elsewhere. */
const hostsOf = ({ url, host }: NonNullable<AgentEnv['display']>): ((host: string) => boolean) => {
  const said = url === null ? [] : [new URL(url).hostname];
  const names = new Set(['localhost', hostname().toLowerCase(), host, ...said]);
  return (asked) =>
    names.has(asked) ||
    Object.values(networkInterfaces()).some((all) =>
      (all ?? []).some(({ address }) => address === asked),
    );
};

/** Where browsers reach the room screen. */
const urlOf = ({ url, host }: NonNullable<AgentEnv['display']>, port: number): string =>
  url ?? `http://${host === '0.0.0.0' ? localAddress() : host}:${port}/`;

/** Enrols, however long it takes; null when `signal` aborted first. */
const awaitMembership = async (
  identity: Identity,
  { env, log }: AgentOptions,
  signal: AbortSignal,
): Promise<Membership | null> => {
  let said: string | null = null;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await enrol(identity, enrolmentOf(env), signal);
      log.info({ device: identity.membership?.device }, 'enrolled');
      return identity.membership;
    } catch (error) {
      const reason = describeError(error);
      const refused = error instanceof LinkRefused;
      if (reason !== said && !signal.aborted)
        log[refused ? 'error' : 'warn']({ reason }, 'not enrolled yet');
      said = reason;
      await sleep(
        systemClock,
        refused ? refusedDelayMs(Math.random) : linkDelayMs(attempt, Math.random),
        signal,
      );
    }
  }
  return null;
};

const statusWithoutDevice = async (env: AgentEnv): Promise<AgentStatus> => ({
  at: systemClock.now(),
  clockAheadMs: null,
  appliedRevision: null,
  engine: {
    reachable: false,
    version: null,
    apiVersion: null,
    arch: null,
    traits: null,
    subnet: null,
    guard: null,
    detail: 'this device is not enrolled yet',
  },
  host: await reportHost(env.dataFolder),
  services: [],
  things: [],
  thingHealth: {},
  outboxDepth: 0,
  outbox: null,
  unnamedVolumes: null,
  snapshots: { count: 0, bytes: Bytes.parse(0) },
  device: null,
  name: env.name,
  connection: 'enrolling',
  desiredRevision: null,
  engineSeenAt: null,
});
