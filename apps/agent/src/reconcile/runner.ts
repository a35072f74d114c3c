import type { AgentOwnEvent, DeploymentId, DeploymentSpec } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { containerSpec, specHash, type Placement } from '../engine/container-spec.ts';
import type { ContainerInfo, Engine, NetworkInfo } from '../engine/engine.ts';
import { describeError, EngineUnreachable } from '../errors.ts';
import { engineDelayMs } from '../time/back-off.ts';
import type { Cancel, Clock } from '../time/clock.ts';
import { execute, type ExecuteContext } from './execute.ts';
import type { ExitWatch } from './exit-watch.ts';
import type { HealthMonitor } from './health-monitor.ts';
import { plan, type Wanted } from './plan.ts';
import type { ServiceBook } from './service-book.ts';
import { isAction } from './step.ts';

const safetyTickMs = 30_000;

/** A plan that still has actions after so many rounds fights somebody else; it goes on at the next trigger. */
const maximumRounds = 10;

export interface RunnerPorts {
  engine: Engine;
  clock: Clock;
  log: Logger;
  book: ServiceBook;
  monitor: HealthMonitor;
  exits: ExitWatch;
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

/** The one owner of changes on the engine. Invariants: one run at a time; a newer assignment ends the run between two
 *  steps and starts the next; a trigger during a run causes one more run after it; every run looks at the engine first. */
export class Runner {
  readonly #ports: RunnerPorts;
  #assignment: Assignment | null = null;
  #pending = false;
  #wake: (() => void) | null = null;
  #run = new AbortController();
  readonly #suspects = new Set<string>();

  constructor(ports: RunnerPorts) {
    this.#ports = ports;
  }

  get assignment(): Assignment | null {
    return this.#assignment;
  }

  /** Something may be different: look again. */
  trigger(): void {
    this.#pending = true;
    this.#wake?.();
  }

  /** The engine said that this container ended. Its list may show it running for a while yet, so it is inspected. */
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
          waitMs = await this.#reconcile(this.#assignment, placement, AbortSignal.any([signal, this.#run.signal]));
        }
        silence = 0;
        this.#ports.onReachable(null);
      } catch (error) {
        waitMs = engineDelayMs(silence);
        silence += 1;
        this.#ports.onReachable(describeError(error));
        if (!(error instanceof EngineUnreachable)) this.#ports.log.error({ err: error }, 'reconciling failed');
      }
      await this.#pause(waitMs, signal);
    }
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
  async #reconcile(assignment: Assignment, placement: Placement, signal: AbortSignal): Promise<number> {
    const { book, clock } = this.#ports;
    const { device } = placement;
    const desired = new Map<DeploymentId, DeploymentSpec>(assignment.deployments.map((spec) => [spec.id, spec]));
    const wanted: Wanted[] = assignment.deployments.map((spec) => ({ spec, hash: specHash(containerSpec(spec, placement)) }));
    book.forget(new Set(desired.keys()));
    for (let round = 0; round < maximumRounds; round += 1) {
      if (signal.aborted) return 0;
      const containers = await this.#look();
      await this.#ports.exits.look(containers, desired);
      const current = {
        device,
        containers,
        images: await this.#images(wanted),
        unhealthy: this.#ports.monitor.unhealthy,
        held: book.held(),
      };
      const steps = plan(current, wanted);
      this.#adopt(containers, wanted);
      const context: ExecuteContext = {
        ...this.#ports,
        placement,
        desired,
        containers: new Map(containers.map((found) => [found.id, found])),
      };
      let allDone = true;
      for (const step of steps) {
        if (signal.aborted) return 0;
        this.#ports.log.debug({ step: step.kind, deployment: step.deployment }, 'step');
        allDone = (await execute(step, context)) && allDone;
      }
      if (!steps.some(isAction) || !allDone) {
        this.#ports.onSettled(assignment.revision, allDone && steps.length === 0);
        break;
      }
    }
    const nextHold = Math.min(...[...book.held().values()].map((until) => until - clock.now()));
    return Math.max(1, Math.min(safetyTickMs, nextHold));
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
        if (inspected === null || inspected.state === container.state) this.#suspects.delete(container.id);
        return inspected;
      }),
    );
    return checked.filter((container) => container !== null);
  }

  async #images(wanted: readonly Wanted[]): Promise<Set<string>> {
    const ids = [...new Set(wanted.map(({ spec }) => spec.release.imageId))];
    const found = await Promise.all(ids.map(async (id) => ((await this.#ports.engine.image(id)) === null ? null : id)));
    return new Set(found.filter((id) => id !== null));
  }

  /** Watches current containers that ran before this agent did. */
  #adopt(containers: readonly ContainerInfo[], wanted: readonly Wanted[]): void {
    const { book, monitor } = this.#ports;
    for (const container of containers) {
      const match = wanted.find(({ spec, hash }) => spec.id === container.deployment && hash === container.spec);
      if (match === undefined || container.state !== 'running' || container.address === null || monitor.isWatching(container.id)) continue;
      book.set(match.spec.id, { state: 'starting', detail: null, container: container.id });
      void monitor.watch({ deployment: match.spec.id, container: container.id, address: container.address });
    }
  }
}
