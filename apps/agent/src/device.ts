import { sendOnce } from '@nanoedge/coap';
import { describeError, sleep, systemClock } from '@nanoedge/base';
import {
  InvalidMessage,
  Milliseconds,
  type AgentOwnEvent,
  type DesiredState,
  type DeviceId,
  type ThingSpec,
} from '@nanoedge/protocol';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AgentStatus } from './control/server.ts';
import type { Display } from './edge/display/display.ts';
import { DockerEngine } from './engine/docker.ts';
import type { EngineEvent, NetworkInfo } from './engine/engine.ts';
import { gatewayPort } from './engine/validate.ts';
import type { AgentEnv } from './env.ts';
import { coapProber } from './edge/gateway/coap-prober.ts';
import { Gateway } from './edge/gateway/gateway.ts';
import { RosterPush } from './edge/gateway/roster-push.ts';
import { Speakers } from './edge/gateway/speakers.ts';
import { ImageFetch } from './uplink/images/image-fetch.ts';
import { ContentFetch } from './uplink/content/content-fetch.ts';
import { Link } from './uplink/link/link.ts';
import type { Outbox } from './edge/outbox/outbox.ts';
import { ExitWatch } from './reconcile/exit-watch.ts';
import { HealthMonitor, type Watched } from './reconcile/health-monitor.ts';
import { Jobs } from './reconcile/jobs.ts';
import { Staging } from './reconcile/staging.ts';
import { RunLog } from './reconcile/run-log.ts';
import { Loop } from './reconcile/loop.ts';
import { StatusStore } from './reconcile/status-store.ts';
import { Probation } from './reconcile/probation.ts';
import { localAddress } from './uplink/report/host.ts';
import { Reporter, type ReportedDeployment } from './uplink/report/reporter.ts';
import type { SnapshotStore } from './uplink/snapshots/store.ts';
import { SnapshotTransfer } from './uplink/snapshots/transfer.ts';
import type { ContentStore } from './uplink/content/content-store.ts';
import type { Identity } from './store/identity.ts';
import type { Journal } from './reconcile/journal.ts';
import type { StateStore } from './store/state-store.ts';
import { Things } from './edge/things/things.ts';
import { World } from './edge/things/simulation/world.ts';

const initiationKey = (container: string): string => `initiation:${container}`;

/** When a gateway that could not listen tries again. */
const gatewayRetryMs = 2_000;

/** Before a desired state has said it. */
const defaultProbationSeconds = 5;

/** How long the first greeting waits for the engine, to say the right address. */
const networkPatienceMs = 5_000;

export interface DeviceParts {
  env: AgentEnv;
  log: Logger;
  version: string;
  identity: Identity;
  store: StateStore;
  outbox: Outbox;
  journal: Journal;
  snapshots: SnapshotStore;
  content: ContentStore;
  display: Display;
  displayUrl: string | null;
}

/** Everything that an enrolled device does, wired together. */
export class Device {
  readonly #parts: DeviceParts;
  readonly #id: DeviceId;
  readonly #engine: DockerEngine;
  readonly #status: StatusStore;
  readonly #monitor: HealthMonitor;
  readonly #probation: Probation;
  readonly #images: ImageFetch;
  readonly #runner: Loop;
  readonly #gateway: Gateway;
  readonly #speakers: Speakers;
  readonly #roster: RosterPush;
  readonly #things: Things;
  readonly #world: World;
  readonly #contentFetch: ContentFetch;
  readonly #reporter: Reporter;
  readonly #link: Link;
  readonly #created = new Map<string, number>();
  #desired: DesiredState | null = null;
  #address: string;
  #networkKnown: () => void = () => undefined;
  #engineProblem: string | null = null;
  #gatewayProblem: string | null = null;

  constructor(id: DeviceId, parts: DeviceParts) {
    const clock = systemClock;
    const { env, log, outbox, store, content, display, identity } = parts;
    this.#parts = parts;
    this.#id = id;
    this.#address = env.address ?? store.read('address') ?? localAddress();
    const record = (event: AgentOwnEvent): void => this.#record(event);
    this.#engine = new DockerEngine(env.engine, id, clock);
    this.#status = new StatusStore(clock, () => this.#link.reportChanged());
    this.#monitor = new HealthMonitor(coapProber, clock, {
      onAnswering: (watched, at) => this.#answering(watched, at),
      onUnhealthy: ({ deployment }, reason) => {
        this.#status.set(deployment, { state: 'unhealthy', detail: reason });
        this.#runner.trigger();
      },
      onForgotten: (container) => this.#probation.forget(container),
    });
    const { journal, snapshots } = parts;
    const session = { dashboardUrl: env.dashboardUrl, device: id, identity, clock, log };
    const runLog = new RunLog({ journal, clock, record });
    const trigger = (): void => this.#runner.trigger();
    this.#probation = new Probation({
      journal,
      clock,
      status: this.#status,
      log: runLog,
      probationMs: () => (this.#desired?.probationSeconds ?? defaultProbationSeconds) * 1_000,
      wanted: (deployment) => this.#runner.wanted(deployment),
      trigger,
    });
    const jobs = new Jobs({ log, clock, ended: trigger });
    const base = {
      engine: this.#engine,
      clock,
      status: this.#status,
      monitor: this.#monitor,
      record,
    };
    const shared = {
      ...base,
      log,
      device: id,
      jobs,
      journal,
      runLog,
      snapshots,
      probation: this.#probation,
    };
    this.#images = new ImageFetch({
      ...session,
      engine: this.#engine,
      folder: join(env.dataFolder, 'layers'),
    });
    const staging = new Staging({
      ...shared,
      images: this.#images,
      transfer: new SnapshotTransfer({ ...session, store: snapshots }),
      placement: () => this.#runner.placement,
      keepSnapshots: () => this.#desired?.keepSnapshots ?? 1,
      waitingFor: (imageId) => this.#runner.waitingFor(imageId),
    });
    this.#runner = new Loop({
      ...shared,
      staging,
      exits: new ExitWatch({
        ...base,
        onFailure: (deployment, why) => this.#probation.onFailure(deployment, why),
      }),
      addressOn: (network) => env.address ?? network.gateway,
      noteCreated: (container, at) => this.#created.set(container, at),
      onNetwork: async (network) => this.#onNetwork(network),
      onReachable: (problem) => this.#onReachable(problem),
      onSettled: (revision, complete) => this.#onSettled(revision, complete),
    });
    this.#world = new World(clock);
    this.#things = new Things({
      clock,
      world: this.#world,
      random: Math.random,
      onFired: (spec) => this.#fired(spec),
      onScreen: (screen) => display.show(screen),
    });
    this.#speakers = new Speakers(this.#engine, clock);
    this.#roster = new RosterPush({
      clock,
      log,
      send: async (address, roster) => {
        const target = { url: `coap://${address}`, path: '/roster', method: 'PUT' } as const;
        await sendOnce({ ...target, body: roster, timeoutMs: 5_000 });
      },
    });
    this.#gateway = new Gateway({
      clock,
      log,
      speakers: this.#speakers,
      port: gatewayPort,
      thing: (name) => this.#things.get(name),
      roster: (deployment) => this.#roster.readableBy(deployment),
      content: async (digest) => content.read(digest),
      append: (source, body) => void outbox.append(source, body),
    });
    this.#contentFetch = new ContentFetch({
      ...session,
      store: content,
      inUse: () => display.shownDigests(),
    });
    this.#reporter = new Reporter({
      engine: this.#engine,
      clock,
      status: this.#status,
      dataFolder: env.dataFolder,
      services: () => this.#services(),
      snapshots: () => snapshots.totals(),
      things: () => this.#things.specs(),
      appliedRevision: () => this.#appliedRevision(),
      outboxDepth: () => outbox.depth(),
    });
    this.#link = new Link({
      ...session,
      outbox,
      random: Math.random,
      report: async () => this.#reporter.build(),
      accept: (desired) => this.#accept(desired),
      simulate: (command) => this.#world.command(command),
      onState: () => undefined,
      hello: () => ({
        agentVersion: parts.version,
        address: this.#address,
        displayUrl: parts.displayUrl,
        appliedRevision: this.#appliedRevision(),
        lastSeq: outbox.lastSeq(),
      }),
    });
  }

  /** Works until `signal` aborts; then containers go on, everything else is closed. */
  async run(signal: AbortSignal): Promise<void> {
    const { log, store, version } = this.#parts;
    const networkKnown = new Promise<void>((resolve) => {
      this.#networkKnown = resolve;
    });
    this.#record({ type: 'agent.started', at: systemClock.now(), version });
    const stored = store.desired();
    if (stored !== null) this.#apply(stored);
    this.#engine.watch((event) => this.#onEngineEvent(event), signal);
    const running = this.#runner.start(signal);
    await Promise.race([networkKnown, sleep(systemClock, networkPatienceMs, signal)]);
    await Promise.all([running, this.#link.start(signal)]);
    this.#contentFetch.stop();
    this.#roster.stop();
    this.#things.stop();
    await this.#gateway.close();
    log.info('stopped');
  }

  async status(): Promise<AgentStatus> {
    return {
      ...(await this.#reporter.build()),
      device: this.#id,
      name: this.#parts.env.name,
      connection: this.#link.state,
      desiredRevision: this.#runner.assignment?.revision ?? null,
    };
  }

  #record(event: AgentOwnEvent): void {
    this.#parts.outbox.append({ deployment: null, nanoservice: null }, event);
  }

  #appliedRevision(): number | null {
    const text = this.#parts.store.read('applied');
    return text === null ? null : Number(text);
  }

  #accept(desired: DesiredState): number {
    if (desired.device.id !== this.#id)
      throw new InvalidMessage('desired state', 'device.id', 'is another device');
    const current = this.#runner.assignment?.revision ?? -1;
    if (desired.revision <= current) return current;
    this.#parts.store.saveDesired(desired);
    this.#apply(desired);
    return desired.revision;
  }

  #apply(desired: DesiredState): void {
    this.#parts.log.info(
      { revision: desired.revision, deployments: desired.deployments.length },
      'desired state',
    );
    this.#desired = desired;
    this.#things.assign(desired.things);
    this.#roster.assign(desired.roster, desired.deployments);
    this.#contentFetch.assign(desired.content);
    this.#parts.display.assign(desired.display);
    this.#runner.assign({ revision: desired.revision, deployments: desired.deployments });
    void this.#forgetLayers(desired);
  }

  /** What was brought for a release that nobody wants any more only takes room. */
  async #forgetLayers({ deployments }: DesiredState): Promise<void> {
    const wanted = deployments.flatMap(({ release }) => [
      release.imageId,
      ...(release.archive?.layers ?? []).map(({ digest }) => digest),
    ]);
    try {
      await this.#images.prune(wanted);
    } catch (error) {
      this.#parts.log.warn(
        { reason: describeError(error) },
        'unwanted image layers could not be deleted',
      );
    }
  }

  #answering({ deployment, container, address }: Watched, at: number): void {
    const spec = this.#runner.assignment?.deployments.find(({ id }) => id === deployment);
    if (spec === undefined) return;
    const { store, log } = this.#parts;
    const createdAt = this.#created.get(container);
    this.#created.delete(container);
    const measured =
      createdAt === undefined ? null : Milliseconds.parse(Math.round((at - createdAt) * 10) / 10);
    if (measured !== null) store.write(initiationKey(container), String(measured));
    const known = Number(store.read(initiationKey(container)) ?? Number.NaN);
    this.#status.answering(deployment, Number.isNaN(known) ? null : Milliseconds.parse(known));
    this.#record({
      type: 'service.answering',
      at: systemClock.now(),
      initiationMs: measured,
      deployment,
      nanoservice: spec.nanoservice,
    });
    this.#probation.onAnswering({ deployment, container, address }, measured);
    log.info({ service: spec.name, initiationMs: measured }, 'service answers');
    this.#roster.answering(deployment, address);
  }

  /** Desired services, each with what was proven of it last: that may be what runs. */
  #services(): ReportedDeployment[] {
    return (this.#runner.assignment?.deployments ?? []).map((spec) => {
      const aim = this.#runner.wanted(spec.id);
      const proven = this.#parts.journal.proven(spec.id);
      const candidates = [
        spec,
        ...(aim === null ? [] : [aim.spec]),
        ...(proven === null ? [] : [proven.spec]),
      ];
      return { spec, run: aim?.run ?? null, candidates };
    });
  }

  #fired(spec: ThingSpec): void {
    this.#record({
      type: 'thing.fired',
      at: systemClock.now(),
      thing: spec.name,
      zone: spec.zone,
      detail: spec.kind,
    });
  }

  #onEngineEvent(event: EngineEvent): void {
    this.#parts.log.trace({ event }, 'engine event');
    switch (event.kind) {
      case 'container': {
        if (event.device !== this.#id) return;
        const ended = event.action === 'die' || event.action === 'destroy';
        if (ended) {
          this.#monitor.forget(event.container);
          this.#runner.suspect(event.container);
        }
        this.#gateway.containerChanged(event.container, ended);
        break;
      }
      case 'up':
      case 'down':
        this.#speakers.invalidate();
        break;
      case 'image':
        break;
    }
    this.#runner.trigger();
  }

  async #onNetwork(network: NetworkInfo): Promise<void> {
    try {
      await this.#gateway.listen(network.gateway);
      this.#gatewayProblem = null;
    } catch (error) {
      const problem = describeError(error);
      systemClock.after(gatewayRetryMs, () => this.#runner.trigger());
      if (problem !== this.#gatewayProblem) {
        this.#parts.log.error(
          { address: network.gateway, reason: problem },
          'the gateway cannot listen; no service can reach this device',
        );
      }
      this.#gatewayProblem = problem;
    }
    const address = this.#parts.env.address ?? network.gateway;
    if (address !== this.#address) {
      this.#address = address;
      this.#parts.store.write('address', address);
      this.#link.greetAgain();
    }
    this.#networkKnown();
  }

  #onReachable(problem: string | null): void {
    if (problem === this.#engineProblem) return;
    if (problem !== null && this.#engineProblem === null)
      this.#parts.log.error({ reason: problem }, 'the container engine does not answer');
    if (problem === null) this.#parts.log.info('the container engine answers again');
    this.#engineProblem = problem;
    this.#link.reportChanged();
  }

  #onSettled(revision: number, complete: boolean): void {
    if (!complete || this.#appliedRevision() === revision) return;
    const { store, log } = this.#parts;
    store.write('applied', String(revision));
    const containers = (this.#runner.assignment?.deployments ?? []).map(
      ({ id }) => this.#status.get(id).container ?? '',
    );
    store.forget(initiationKey(''), new Set(containers.map(initiationKey)));
    this.#record({ type: 'desired.applied', at: systemClock.now(), revision });
    log.info({ revision }, 'desired state applied');
    this.#link.reportChanged();
  }
}
