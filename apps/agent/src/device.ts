import { join } from 'node:path';
import { proxyFor, sleep, type Clock } from '@nanoedge/base';
import type { AgentStatus, DeviceId } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { localDrill, type LocalDrill } from './control/local-drill.ts';
import { localWalk, type LocalSimulation } from './control/local-walk.ts';
import type { Display } from './edge/display/display.ts';
import { askCalibration } from './edge/calibrate.ts';
import { answerScreens, type ScreenPairing } from './edge/display/pairing.ts';
import { makeEdge, type Edge } from './edge/edge.ts';
import { coapProber } from './edge/gateway/coap-prober.ts';
import { elsewhereOf } from './edge/guard/elsewhere.ts';
import { Guard } from './edge/guard/guard.ts';
import { setByNft } from './edge/guard/nft.ts';
import { DeviceNetwork } from './edge/network.ts';
import type { Outbox } from './edge/outbox/outbox.ts';
import type { Engine } from './engine/engine.ts';
import { openEngine } from './engine/open.ts';
import { readLog } from './engine/read-log.ts';
import { factOf } from './engine/news.ts';
import type { AgentEnv } from './env.ts';
import { FactStream, type FactSink } from './facts.ts';
import { Initiation } from './reconcile/initiation.ts';
import { Intake } from './reconcile/intake.ts';
import type { Journal } from './reconcile/journal.ts';
import { makeReconciler, type Reconciler } from './reconcile/reconciler.ts';
import { Targets } from './reconcile/targets.ts';
import { ReleaseGate } from './releases/gate.ts';
import type { AcceptedReleases } from './store/accepted-releases.ts';
import type { ContainerKeys } from './store/container-keys.ts';
import type { ContentStore } from './store/content-store.ts';
import type { Identity } from './store/identity.ts';
import type { StateStore } from './store/state-store.ts';
import { Drill } from './uplink/drill/drill.ts';
import { ImageFetch } from './uplink/images/image-fetch.ts';
import { Distrust } from './uplink/link/distrust.ts';
import { enrol, enrolmentOf, isAskedToEnrol } from './uplink/link/enrol.ts';
import { localAddress } from './uplink/report/host.ts';
import { Reporter } from './uplink/report/reporter.ts';
import type { SnapshotStore } from './snapshots/store.ts';
import { SnapshotTransfer } from './uplink/snapshots/transfer.ts';
import type { ClockChange, DeviceClock } from './time/device-clock.ts';
import {
  type DashboardSession,
  makeUplink,
  type Uplink,
  type UplinkPorts,
} from './uplink/uplink.ts';

/** How long the first greeting waits for the engine, to say the right address. */
const networkPatienceMs = 5_000;

/** How long an operator who asks for the status waits for the engine. */
const askPatienceMs = 2_000;

/** What is there before a device is: its settings, its identity and what is stored. */
export interface DeviceGround {
  clock: DeviceClock;
  device: DeviceId;
  env: AgentEnv;
  log: Logger;
  version: string;
  identity: Identity;
  keys: ContainerKeys;
  store: StateStore;
  accepted: AcceptedReleases;
  outbox: Outbox;
  journal: Journal;
  snapshots: SnapshotStore;
  content: ContentStore;
  display: Display;
  pairing: ScreenPairing;
  displayUrl: string | null;
}

interface DeviceParts {
  ground: DeviceGround;
  facts: FactSink;
  engine: Engine;
  network: DeviceNetwork;
  intake: Intake;
  reconciler: Reconciler;
  edge: Edge;
  reporter: Reporter;
  drill: Drill;
  uplink: Uplink;
}

/** Everything that an enrolled device does. */
export class Device {
  readonly #parts: DeviceParts;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
  }

  /** Works until `signal` aborts; then containers go on, everything else is closed. */
  async run(signal: AbortSignal): Promise<void> {
    const { ground, facts, engine, network, intake, reconciler, edge, uplink, drill } = this.#parts;
    const { clock, log, version, device } = ground;
    facts.append({ type: 'agent.started', at: clock.now(), version });
    ground.clock.start(signal);
    intake.resume();
    drill.resume();
    engine.watch((event) => {
      log.trace({ event }, 'engine event');
      const fact = factOf(event, device);
      if (fact !== null) facts.append(fact);
    }, signal);
    const running = reconciler.start(signal);
    await Promise.race([network.known, sleep(clock, networkPatienceMs, signal)]);
    await Promise.all([running, uplink.start(signal)]);
    uplink.stop();
    drill.stop();
    await edge.stop();
    log.info('stopped');
  }

  /** Lets a simulated person in or out of this device alone. Throws SimulationRefused. */
  simulate(request: LocalSimulation): string {
    const { ground, edge } = this.#parts;
    const { command, said } = localWalk(request, {
      walkers: ground.store.desired()?.walkers ?? [],
      things: edge.things.specs(),
      inside: edge.world.walkers,
      now: ground.clock.now(),
    });
    edge.world.command(command);
    return said;
  }

  /** What of a drill is to be said, or its end. Throws ControlRefused. */
  drill(request: LocalDrill): string {
    const { ground, drill } = this.#parts;
    return localDrill(request, drill, ground.clock.now());
  }

  async status(): Promise<AgentStatus> {
    const { ground, reporter, uplink, intake } = this.#parts;
    return {
      ...(await reporter.build(askPatienceMs)),
      device: ground.device,
      name: ground.env.name,
      connection: uplink.link.state,
      desiredRevision: intake.revision,
      engineSeenAt: reporter.engineSeenAt,
    };
  }
}

/** The dashboard is told when the machine's clock leaves its own, and when it is right again. */
const sayClock = (facts: FactSink, clock: Clock, change: ClockChange): void => {
  if (change.kind === 'none') return;
  const at = clock.now();
  facts.append(
    change.kind === 'agrees'
      ? { type: 'clock.agrees', at }
      : { type: 'clock.differs', at, aheadMs: change.aheadMs },
  );
};

/** What the dashboard asks of the services here. */
const askedOf = (
  engine: Engine,
  { keys, pairing }: Pick<DeviceGround, 'keys' | 'pairing'>,
): UplinkPorts['asked'] => ({
  readLog: (request) => readLog(engine, request),
  calibrate: (request) => askCalibration({ engine, keys }, request),
  screens: (request) => answerScreens(pairing, request),
});

const guardOf = (
  { device, clock, log, env }: DeviceGround,
  engine: Engine,
  network: DeviceNetwork,
): Guard =>
  new Guard({
    device,
    engine,
    clock,
    log,
    set: setByNft,
    bridge: () => network.bridge,
    elsewhere: elsewhereOf(env.engine),
  });

/** How this device speaks to its dashboard: nothing is signed while it is cut off. */
const sessionOf = (ground: DeviceGround, drill: Drill): DashboardSession => {
  const { env, identity, device, clock, log } = ground;
  return {
    dashboardUrl: env.dashboardUrl,
    proxyTo: (url) => proxyFor(url, env.proxies),
    device,
    identity: {
      sign: (text) => {
        drill.permit();
        return identity.sign(text);
      },
      get dashboard() {
        return identity.dashboard;
      },
      get site() {
        return identity.site;
      },
    },
    clock,
    log,
  };
};

/** Takes the place in the site anew where a join token lies ready, as after the key was changed. */
const rejoin = async ({ env, identity, log }: DeviceGround, signal: AbortSignal): Promise<void> => {
  if (!isAskedToEnrol(env.joinKeyFile)) return;
  await enrol(identity, enrolmentOf(env), signal);
  log.info({ device: identity.membership?.device }, 'enrolled again');
};

/**
 * Makes the device's parts, each from those before it. What runs the other way, from a part to one
 * that was made later, goes over the stream of facts; the order of its readers is said at the end.
 */
export const makeDevice = (ground: DeviceGround): Device => {
  const { env, log, device, keys, store, outbox, journal, snapshots, content, display } = ground;
  const { clock } = ground;
  const facts = new FactStream(outbox);
  const engine = openEngine(env.engine, device, clock);
  const gate = new ReleaseGate(ground);
  const intake = new Intake({ device, clock, log, facts, store, gate });
  const edge = makeEdge({ ...ground, engine, facts, busAddress: env.busAddress });
  const network = new DeviceNetwork({
    engine,
    clock,
    log,
    facts,
    store,
    device,
    gateway: edge.gateway,
    setAddress: env.address,
    pools: env.addressPools,
    fallbackAddress: localAddress(),
  });
  const guard = guardOf(ground, engine, network);
  const drill = new Drill({ clock, log, facts, file: join(env.dataFolder, 'drill.json') });
  const session = sessionOf(ground, drill);
  const images = new ImageFetch({ ...session, engine, folder: join(env.dataFolder, 'layers') });
  const transfer = new SnapshotTransfer({ ...session, store: snapshots });
  const targets = new Targets(device, journal, snapshots);
  const bases = { engine, keys, clock, log, facts, journal, targets, snapshots };
  const reconciler = makeReconciler({ ...bases, transfer, images, prober: coapProber, network });
  const initiation = new Initiation({ ...bases, store, status: reconciler.status });
  const reporter = new Reporter({
    engine,
    clock,
    clockAheadMs: () => clock.aheadMs,
    dataFolder: env.dataFolder,
    network: () => ({ ...network.facts, guard: guard.report() }),
    services: () => reconciler.services(),
    snapshots: () => snapshots.totals(),
    things: () => edge.things.specs(),
    thingHealth: () => edge.things.health(),
    appliedRevision: () => intake.appliedRevision,
    outbox: () => outbox.report(),
  });
  const uplink = makeUplink({
    session,
    outbox,
    display,
    content,
    images,
    reporter,
    hello: () => ({
      agentVersion: ground.version,
      address: network.address,
      displayUrl: ground.displayUrl,
      appliedRevision: intake.appliedRevision,
      lastSeq: outbox.lastSeq(),
    }),
    intake,
    distrust: new Distrust({ facts, clock, log }),
    rejoin: (signal) => rejoin(ground, signal),
    simulate: (command) => edge.world.command(command),
    drill: (command) => drill.begin(command),
    permitted: async (signal) => drill.over(signal),
    asked: askedOf(engine, ground),
    onTime: (answer) => sayClock(facts, clock, clock.compare(answer)),
  });
  facts.readBy(initiation, reconciler, intake, guard, edge, uplink);
  const parts = {
    ground,
    facts,
    engine,
    network,
    intake,
    reconciler,
    edge,
    reporter,
    drill,
  };
  return new Device({ ...parts, uplink });
};
