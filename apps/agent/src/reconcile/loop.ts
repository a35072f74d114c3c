import { type Cancel, type Clock, describeError } from '@nanoedge/base';
import {
  Bytes,
  type AgentOwnEvent,
  type DeploymentId,
  type DeploymentSpec,
  type Digest,
  type RunId,
} from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Placement } from '../engine/container-spec.ts';
import type { ContainerInfo, Engine, NetworkInfo } from '../engine/engine.ts';
import { EngineUnreachable } from '../errors.ts';
import { engineDelayMs } from '../time/back-off.ts';
import { targetOf, type TargetFacts, type Target } from './target.ts';
import { execute, type ExecuteContext } from './execute.ts';
import type { ExitWatch } from './exit-watch.ts';
import type { HealthMonitor } from './health-monitor.ts';
import type { Jobs } from './jobs.ts';
import { bringKey, restoreKey, snapshotKey, type Staging } from './staging.ts';
import { plan, type Current } from './plan.ts';
import type { RunLog, RunRef } from './run-log.ts';
import type { StatusStore } from './status-store.ts';
import { isAction, type Step } from './step.ts';
import type { Probation } from './probation.ts';
import type { Journal } from './journal.ts';
import type { SnapshotStore } from '../uplink/snapshots/store.ts';

const safetyTickMs = 30_000;

/**
 * A plan that still has actions after so many rounds fights somebody else; it goes on at the next
 * trigger.
 */
const maximumRounds = 10;

export interface LoopPorts {
  engine: Engine;
  clock: Clock;
  log: Logger;
  status: StatusStore;
  monitor: HealthMonitor;
  exits: ExitWatch;
  probation: Probation;
  journal: Journal;
  runLog: RunLog;
  jobs: Jobs;
  staging: Staging;
  snapshots: Pick<SnapshotStore, 'get'>;
  device: string;
  /** The address that published ports bind, given the network as it is now. */
  addressOn: (network: NetworkInfo) => string;
  record: (event: AgentOwnEvent) => void;
  noteCreated: (container: string, at: number) => void;
  onNetwork: (network: NetworkInfo) => Promise<void>;
  onReachable: (problem: string | null) => void;
  /** What should run is running, or waits for an image or its back-off only (`complete: false`). */
  onSettled: (revision: number, complete: boolean) => void;
}

export interface Assignment {
  revision: number;
  deployments: readonly DeploymentSpec[];
}

/**
 * The one owner of changes on the engine. Invariants: one run at a time; a newer assignment ends
 * the run between two steps and starts the next; a trigger during a run causes one more run after
 * it; every run looks at the engine first.
 */
export class Loop {
  readonly #ports: LoopPorts;
  #assignment: Assignment | null = null;
  #pending = false;
  #wake: (() => void) | null = null;
  #run = new AbortController();
  readonly #suspects = new Set<string>();
  #wanted: ReadonlyMap<DeploymentId, Target> = new Map();
  #placement: Placement | null = null;
  #engineLost = false;

  constructor(ports: LoopPorts) {
    this.#ports = ports;
  }

  get assignment(): Assignment | null {
    return this.#assignment;
  }

  /** Where containers are made, once the engine has said it. */
  get placement(): Placement | null {
    return this.#placement;
  }

  /**
   * What a deployment shall come to now, given what became of its runs; null when it is not
   * desired.
   */
  wanted(deployment: DeploymentId): Target | null {
    const spec = this.#assignment?.deployments.find(({ id }) => id === deployment);
    return spec === undefined || this.#placement === null
      ? null
      : targetOf(spec, this.#placement, this.#facts(deployment));
  }

  /** Open runs whose deployments wait for an image. */
  waitingFor(imageId: Digest): RunRef[] {
    return [...this.#wanted.values()].flatMap(({ spec }) => {
      const aim = this.wanted(spec.id);
      return aim === null ||
        aim.run === null ||
        aim.verdict !== null ||
        aim.spec.release.imageId !== imageId
        ? []
        : [{ run: aim.run, deployment: spec.id }];
    });
  }

  /** Something may be different: look again. */
  trigger(): void {
    this.#pending = true;
    this.#wake?.();
  }

  /**
   * The engine said that this container ended. Its list may show it running for a while yet, so it
   * is inspected.
   */
  suspect(container: string): void {
    this.#suspects.add(container);
    this.trigger();
  }

  /** A newer assignment supersedes whatever is being done. */
  assign(assignment: Assignment): void {
    this.#assignment = assignment;
    this.#run.abort();
    this.trigger();
  }

  /** Reconciles until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    let silence = 0;
    signal.addEventListener('abort', () => this.#run.abort(), { once: true });
    while (!signal.aborted) {
      this.#pending = false;
      this.#run = new AbortController();
      let waitMs = safetyTickMs;
      try {
        const network = await this.#ports.engine.ensureNetwork();
        await this.#ports.onNetwork(network);
        if (this.#assignment !== null) {
          const placement = { device: this.#ports.device, address: this.#ports.addressOn(network) };
          waitMs = await this.#reconcile(
            this.#assignment,
            placement,
            AbortSignal.any([signal, this.#run.signal]),
          );
        }
        silence = 0;
        this.#ports.onReachable(null);
      } catch (error) {
        waitMs = engineDelayMs(silence);
        silence += 1;
        this.#engineLost = true;
        this.#ports.onReachable(describeError(error));
        if (!(error instanceof EngineUnreachable))
          this.#ports.log.error({ err: error }, 'reconciling failed');
      }
      await this.#pause(waitMs, signal);
    }
    this.#ports.jobs.stop();
    this.#ports.monitor.forgetAll();
  }

  /** Waits for a trigger, at most `ms`. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#pending || signal.aborted) return;
    await new Promise<void>((resolve) => {
      let cancel: Cancel = () => undefined;
      const wake = (): void => {
        cancel();
        this.#wake = null;
        signal.removeEventListener('abort', wake);
        resolve();
      };
      cancel = this.#ports.clock.after(ms, wake);
      this.#wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** One run. Answers how long to wait for the next when nothing triggers it. */
  async #reconcile(
    assignment: Assignment,
    placement: Placement,
    signal: AbortSignal,
  ): Promise<number> {
    const { status, clock } = this.#ports;
    this.#placement = placement;
    status.forget(new Set(assignment.deployments.map(({ id }) => id)));
    this.#settleRuns(assignment);
    for (let round = 0; round < maximumRounds; round += 1) {
      if (signal.aborted) return 0;
      const containers = await this.#look();
      await this.#ports.exits.look(
        containers,
        new Map(assignment.deployments.map((spec) => [spec.id, spec])),
        this.#engineLost,
      );
      this.#engineLost = false;
      const wanted = assignment.deployments.map((spec) =>
        targetOf(spec, placement, this.#facts(spec.id)),
      );
      this.#wanted = new Map(wanted.map((aim) => [aim.spec.id, aim]));
      for (const { spec, hash } of wanted) status.aim(spec.id, hash);
      const steps = plan(await this.#current(containers, wanted), wanted);
      this.#ports.jobs.keepOnly(new Set(steps.map(jobOf).filter((key) => key !== null)));
      this.#adopt(containers, wanted);
      const failed = await this.#executeAll(steps, containers, signal);
      if (failed === null) return 0;
      if (!steps.some(isAction) || failed.size > 0) {
        this.#ports.onSettled(assignment.revision, failed.size === 0 && steps.length === 0);
        break;
      }
    }
    const waits = [...status.held().values()]
      .filter((until) => until !== null)
      .map((until) => until - clock.now());
    return Math.max(1, Math.min(safetyTickMs, ...waits));
  }

  /**
   * Executes steps in their order; after one that failed, none of the same deployment. The
   * deployments that failed, or null when it was interrupted.
   */
  async #executeAll(
    steps: readonly Step[],
    containers: readonly ContainerInfo[],
    signal: AbortSignal,
  ): Promise<Set<DeploymentId | null> | null> {
    const context: ExecuteContext = {
      ...this.#ports,
      placement: this.#placement ?? { device: this.#ports.device, address: '' },
      wanted: this.#wanted,
      containers: new Map(containers.map((found) => [found.id, found])),
    };
    const failed = new Set<DeploymentId | null>();
    for (const step of steps) {
      if (signal.aborted) return null;
      if (failed.has(step.deployment)) continue;
      this.#ports.log.debug({ step: step.kind, deployment: step.deployment }, 'step');
      if (!(await execute(step, context))) failed.add(step.deployment);
    }
    return failed;
  }

  /**
   * Opens the runs that are seen for the first time, and ends those that the desired state took
   * back.
   */
  #settleRuns(assignment: Assignment): void {
    const { journal, runLog, status } = this.#ports;
    const asked = new Set<RunId>();
    for (const { id, change, restart, removal } of assignment.deployments) {
      const runs = [
        [change, 'change'],
        [restart, 'restart'],
        [removal?.run ?? null, 'removal'],
      ] as const;
      for (const [run, kind] of runs) {
        if (run === null) continue;
        asked.add(run);
        if (journal.get(run) !== null) continue;
        journal.open(run, id, kind);
        status.forgive(id);
      }
    }
    for (const { run, deployment } of journal.openRuns()) {
      if (asked.has(run)) continue;
      runLog.finish({ run, deployment }, 'cancelled', {
        reason: 'taken back before anything was given up',
        exitCode: null,
        logLines: [],
      });
    }
    journal.keepOnly(new Set(assignment.deployments.map(({ id }) => id)));
  }

  #facts(deployment: DeploymentId): TargetFacts {
    const { journal, snapshots } = this.#ports;
    return {
      record: (run) => journal.get(run),
      proven: journal.proven(deployment),
      snapshot: (id) => {
        const kept = snapshots.get(id);
        return kept === null
          ? null
          : { snapshot: kept.id, digest: kept.digest, bytes: Bytes.parse(kept.bytes) };
      },
    };
  }

  async #current(
    containers: readonly ContainerInfo[],
    wanted: readonly Target[],
  ): Promise<Current> {
    const { engine, monitor, probation, status, device } = this.#ports;
    const needsVolumes = wanted.some(({ volumes, run }) => volumes.length > 0 && run !== null);
    return {
      device,
      containers,
      images: await this.#images(wanted),
      volumes: new Set(needsVolumes ? await engine.volumes() : []),
      unhealthy: monitor.unhealthy,
      answered: probation.answered,
      steady: probation.steady,
      held: status.held(),
    };
  }

  /** The containers as they are; what the list says of suspects is checked. */
  async #look(): Promise<ContainerInfo[]> {
    const listed = await this.#ports.engine.list();
    const present = new Set(listed.map(({ id }) => id));
    for (const id of this.#suspects) if (!present.has(id)) this.#suspects.delete(id);
    const checked = await Promise.all(
      listed.map(async (container) => {
        if (!this.#suspects.has(container.id)) return container;
        const inspected = await this.#ports.engine.inspect(container.id);
        if (inspected === null || inspected.state === container.state)
          this.#suspects.delete(container.id);
        return inspected;
      }),
    );
    return checked.filter((container) => container !== null);
  }

  /** What the engine has; an image that is still being brought counts when the work is done. */
  async #images(wanted: readonly Target[]): Promise<Set<string>> {
    const ids = [...new Set(wanted.map(({ spec }) => spec.release.imageId))].filter(
      (id) => !this.#ports.jobs.has(bringKey(id)),
    );
    const found = await Promise.all(
      ids.map(async (id) => ((await this.#ports.engine.image(id)) === null ? null : id)),
    );
    return new Set(found.filter((id) => id !== null));
  }

  /** Watches current containers that ran before this agent did. */
  #adopt(containers: readonly ContainerInfo[], wanted: readonly Target[]): void {
    const { status, monitor } = this.#ports;
    for (const container of containers) {
      const match = wanted.find(
        ({ spec, hash }) => spec.id === container.deployment && hash === container.spec,
      );
      if (
        match === undefined ||
        container.state !== 'running' ||
        container.address === null ||
        monitor.isWatching(container.id)
      )
        continue;
      status.set(match.spec.id, { state: 'starting', detail: null, container: container.id });
      void monitor.watch({
        deployment: match.spec.id,
        container: container.id,
        address: container.address,
      });
    }
  }
}

/** The work beside the plan that a step asks for. */
const jobOf = (step: Step): string | null => {
  if (step.kind === 'bring-image') return bringKey(step.release.imageId);
  if (step.kind === 'take-snapshot') return snapshotKey(step.run);
  return step.kind === 'restore-volumes' ? restoreKey(step.run) : null;
};
