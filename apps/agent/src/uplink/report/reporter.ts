import { type Clock, describeError, sleep } from '@nanoedge/base';
import {
  Bytes,
  type DeploymentSpec,
  type EngineReport,
  type EpochMs,
  type GuardReport,
  type OutboxReport,
  type Release,
  type ReportedService,
  type ReportedState,
  type RunId,
  type ThingHealth,
  type ThingName,
  type ThingSpec,
} from '@nanoedge/protocol';
import { engineProblems } from '@nanoedge/words';
import { EngineUnreachable } from '../../errors.ts';
import { engineWords } from '@nanoedge/words';
import type { ContainerInfo, Engine } from '../../engine/engine.ts';
import { findImage, isImageOf } from '../../engine/image-identity.ts';
import { reportHost } from './host.ts';

export interface ReportedDeployment {
  spec: DeploymentSpec;
  /** The run that is being worked on. */
  run: RunId | null;
  /** Why what is desired of it was not accepted. */
  refused: string | null;
  /** What may be running instead, the likeliest first. */
  candidates: readonly DeploymentSpec[];
  /** The port that the engine does not give it. */
  heldPort: number | null;
  /** What is remembered of it; it counts only as far as the engine agrees. */
  status: ReportedStatus;
}

export type ReportedStatus = Readonly<
  Pick<
    ReportedService,
    'state' | 'detail' | 'container' | 'initiationMs' | 'startedAt' | 'restarts'
  >
>;

export interface ReporterPorts {
  engine: Engine;
  clock: Clock;
  /** How far the machine's clock is ahead of the dashboard's; null: not compared. */
  clockAheadMs: () => number | null;
  dataFolder: string;
  /** The device's bridge, why the engine makes none, and whether containers are kept to their peers. */
  network: () => { subnet: string | null; refusal: string | null; guard: GuardReport | null };
  services: () => readonly ReportedDeployment[];
  snapshots: () => { count: number; bytes: number };
  things: () => ThingSpec[];
  thingHealth: () => Record<ThingName, ThingHealth>;
  appliedRevision: () => number | null;
  outbox: () => OutboxReport;
}

const unreachable = (detail: string): EngineReport => ({
  reachable: false,
  version: null,
  apiVersion: null,
  arch: null,
  traits: null,
  subnet: null,
  guard: null,
  detail,
});

const inVain: ReadonlySet<ReportedService['state']> = new Set([
  'starting',
  'backing-off',
  'failed',
]);

/** Whatever a service on an engine without root waits or fails for, it is no fault of its own. */
const withoutRoot = (service: ReportedService): ReportedService =>
  inVain.has(service.state) ? { ...service, detail: engineWords.rootless } : service;

/**
 * Looks at the engine and says what runs.
 */
export class Reporter {
  readonly #ports: ReporterPorts;
  readonly #imageBytes = new Map<string, number>();
  #engineSeenAt: EpochMs | null = null;

  constructor(ports: ReporterPorts) {
    this.#ports = ports;
  }

  /** When the engine answered last. */
  get engineSeenAt(): EpochMs | null {
    return this.#engineSeenAt;
  }

  /**
   * Never rejects because of the engine: an engine that does not answer, or not within `patienceMs`,
   * is part of the report.
   */
  async build(patienceMs: number | null = null): Promise<ReportedState> {
    const { clock, dataFolder, things, thingHealth, appliedRevision } = this.#ports;
    let engineReport: EngineReport;
    let containers: ContainerInfo[] = [];
    let unnamedVolumes: number | null = null;
    try {
      const [info, listed, unnamed] = await this.#ask(patienceMs);
      this.#engineSeenAt = clock.now();
      const { subnet, refusal, guard } = this.#ports.network();
      engineReport = { reachable: true, ...info, subnet, guard, detail: refusal };
      // Its containers are in a network of its own, where rules of this machine mean nothing
      if (info.traits?.rootless === true) {
        engineReport.detail = engineWords.rootless;
        engineReport.guard = { enforced: false, why: engineWords.rootlessGuard };
      }
      containers = listed;
      unnamedVolumes = unnamed;
    } catch (error) {
      engineReport = unreachable(describeError(error).slice(0, 200));
    }
    const services = await Promise.all(
      this.#ports
        .services()
        .map(async (service) => this.#service(service, containers, engineReport.reachable)),
    );
    const { count, bytes } = this.#ports.snapshots();
    const outbox = this.#ports.outbox();
    return {
      at: clock.now(),
      clockAheadMs: this.#ports.clockAheadMs(),
      appliedRevision: appliedRevision(),
      engine: engineReport,
      host: await reportHost(dataFolder),
      services: engineReport.traits?.rootless === true ? services.map(withoutRoot) : services,
      things: things(),
      thingHealth: thingHealth(),
      outboxDepth: outbox.events,
      outbox,
      unnamedVolumes,
      snapshots: { count, bytes: Bytes.parse(bytes) },
    };
  }

  async #ask(patienceMs: number | null) {
    const { engine, clock } = this.#ports;
    const asked = Promise.all([engine.info(), engine.list(), engine.unnamedVolumes()]);
    if (patienceMs === null) return asked;
    const patience = new AbortController();
    const tooLate = sleep(clock, patienceMs, patience.signal).then(() => null);
    try {
      const said = await Promise.race([asked, tooLate]);
      if (said !== null) return said;
      throw new EngineUnreachable(engineProblems.tooSlow(patienceMs / 1_000));
    } finally {
      patience.abort();
    }
  }

  async #service(
    { spec, run, refused, candidates, heldPort, status }: ReportedDeployment,
    containers: readonly ContainerInfo[],
    reachable: boolean,
  ): Promise<ReportedService> {
    const container = containers.find(({ id }) => id === status.container);
    const running = container?.state === 'running';
    const runs =
      container === undefined
        ? null
        : (candidates.find(({ release }) => isImageOf(release, container.imageId)) ?? null);
    const { release } = runs ?? spec;
    const claimsToRun = status.state === 'answering' || status.state === 'starting';
    return {
      deployment: spec.id,
      name: spec.name,
      nanoservice: spec.nanoservice,
      state: reachable && claimsToRun && !running ? 'backing-off' : status.state,
      detail: refused ?? status.detail,
      container: status.container,
      image: release.image,
      version: release.version,
      imageId: runs === null ? null : release.imageId,
      change: runs?.change ?? null,
      run,
      imageBytes: reachable ? await this.#sizeOf(release) : null,
      memoryBytes: running ? await this.#memoryOf(container.id) : null,
      initiationMs: status.initiationMs,
      startedAt: status.startedAt,
      restarts: status.restarts,
      heldPort,
    };
  }

  /**
   * What an image on this device takes. Engines count differently (with or without the headers of a
   * layer's tar), so for one that came as an archive it is the archive's layers, as the dashboard
   * says it.
   */
  async #sizeOf(release: Release): Promise<Bytes | null> {
    const { imageId, archive } = release;
    try {
      const counted =
        this.#imageBytes.get(imageId) ?? (await findImage(this.#ports.engine, release))?.bytes;
      if (counted === undefined) return null;
      const bytes = archive?.layers.reduce((sum, layer) => sum + Number(layer.bytes), 0) ?? counted;
      this.#imageBytes.set(imageId, bytes);
      return Bytes.parse(bytes);
    } catch {
      return null;
    }
  }

  async #memoryOf(container: string): Promise<Bytes | null> {
    try {
      const bytes = await this.#ports.engine.memory(container);
      return bytes === null ? null : Bytes.parse(bytes);
    } catch {
      return null;
    }
  }
}
