import { describeError, type Cancel, type Clock } from '@nanoedge/base';
import type { DeploymentId } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Placement } from '../engine/container-spec.ts';
import type { ContainerInfo } from '../engine/engine.ts';
import { EngineUnreachable } from '../errors.ts';
import type { Fact, FactReader, FactSink, FactType } from '../facts.ts';
import type { RefusedReleases } from '../releases/vet.ts';
import { engineDelayMs } from '../time/back-off.ts';
import type { StepExecutor } from './execute/executor.ts';
import type { Jobs } from './jobs.ts';
import type { Look } from './look.ts';
import { plan } from './plan.ts';
import type { Settle } from './settle.ts';
import type { StatusStore } from './status-store.ts';
import { isAction, workOf, type Step } from './step.ts';
import type { Target } from './target.ts';
import type { Assignment, Targets } from './targets.ts';

const safetyTickMs = 30_000;

/**
 * A plan that still has actions after so many rounds fights somebody else; it goes on at the next
 * fact that asks for a look.
 */
const maximumRounds = 10;

/** After which facts the engine may not be as the last plan found it. */
const asksForALook: ReadonlySet<FactType> = new Set<FactType>([
  'container.changed',
  'container.ended',
  'container.ready',
  'container.unhealthy',
  'container.steady',
  'engine.stream',
  'image.changed',
  'volumes.measured',
  'gateway.due',
  'run.judged',
  'work.ended',
]);

/** Makes the device's network ready; throws EngineUnreachable. */
export interface NetworkPort {
  prepare(): Promise<Placement>;
}

export interface LoopPorts {
  clock: Clock;
  log: Logger;
  facts: FactSink;
  network: NetworkPort;
  targets: Targets;
  settle: Settle;
  look: Look;
  executor: StepExecutor;
  status: StatusStore;
  jobs: Jobs;
}

interface Seen {
  containers: readonly ContainerInfo[];
  targets: readonly Target[];
  placement: Placement;
}

/**
 * The one owner of changes on the engine. Invariants: one pass at a time; a newer assignment ends
 * the pass between two steps and starts the next; a fact that asks for a look during a pass causes
 * one more pass after it; every pass looks at the engine first; the network, with the gateway on
 * it, is ready before anything is started.
 */
export class Loop implements FactReader {
  readonly #ports: LoopPorts;
  #isPending = false;
  #wake: (() => void) | null = null;
  #pass = new AbortController();
  /** What the engine's last silence was about; null while it answers, undefined before. */
  #problem: string | null | undefined = undefined;

  constructor(ports: LoopPorts) {
    this.#ports = ports;
  }

  hear(fact: Fact): void {
    if (fact.type === 'desired.accepted') this.assign(fact);
    if (fact.type === 'container.ended') this.#ports.look.suspect(fact.container);
    if (fact.type === 'engine.stream' && !fact.isOpen) this.#ports.look.engineLost();
    if (asksForALook.has(fact.type)) this.trigger();
  }

  /** A newer assignment supersedes whatever is being done. */
  assign({ desired, refused }: { desired: Assignment; refused: RefusedReleases }): void {
    this.#ports.targets.assign(desired, refused);
    this.#pass.abort();
    this.trigger();
  }

  /** Something may be different: look again. */
  trigger(): void {
    this.#isPending = true;
    this.#wake?.();
  }

  /** Reconciles until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    let silences = 0;
    signal.addEventListener('abort', () => this.#pass.abort(), { once: true });
    while (!signal.aborted) {
      this.#isPending = false;
      this.#pass = new AbortController();
      let waitMs = safetyTickMs;
      try {
        waitMs = await this.#reconcile(AbortSignal.any([signal, this.#pass.signal]));
        silences = 0;
        this.#engineIs(null);
      } catch (error) {
        waitMs = engineDelayMs(silences);
        silences += 1;
        this.#ports.look.engineLost();
        this.#engineIs(describeError(error));
        if (!(error instanceof EngineUnreachable))
          this.#ports.log.error({ err: error }, 'reconciling failed');
      }
      await this.#pause(waitMs, signal);
    }
    this.#ports.jobs.stop();
  }

  /** Waits until something asks for a look, at most `ms`. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#isPending || signal.aborted) return;
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

  /** One pass. Answers how long to wait for the next when nothing asks for it. */
  async #reconcile(signal: AbortSignal): Promise<number> {
    const { network, targets, settle, look, jobs, facts } = this.#ports;
    const placement = await network.prepare();
    const { assignment } = targets;
    if (assignment === null) return safetyTickMs;
    targets.place(placement);
    settle.runs(assignment, targets.refused);
    for (let round = 0; round < maximumRounds; round += 1) {
      if (signal.aborted) return 0;
      const containers = await look.containers(assignment);
      const seen = { containers, placement, targets: targets.all(assignment, placement) };
      const steps = plan(await look.current(containers, seen.targets), seen.targets);
      jobs.keepOnly(new Set(steps.map(workOf).filter((key) => key !== null)));
      look.adopt(containers, seen.targets);
      const failed = await this.#executeAll(steps, seen, signal);
      if (failed === null) return 0;
      if (steps.some(isAction) && failed.size === 0) continue;
      const complete = failed.size === 0 && steps.length === 0;
      facts.append({ type: 'desired.settled', revision: assignment.revision, complete });
      break;
    }
    return this.#waitMs();
  }

  /** Until the first back-off has passed. */
  #waitMs(): number {
    const { status, clock } = this.#ports;
    const waits = [...status.held().values()].map((until) => until - clock.monotonic());
    return Math.max(1, Math.min(safetyTickMs, ...waits));
  }

  /**
   * Executes steps in their order; after one that failed, none of the same deployment. The
   * deployments that failed, or null when it was interrupted.
   */
  async #executeAll(
    steps: readonly Step[],
    { containers, targets, placement }: Seen,
    signal: AbortSignal,
  ): Promise<Set<DeploymentId | null> | null> {
    const { executor, log } = this.#ports;
    const round = {
      placement,
      targets: new Map(targets.map((target) => [target.spec.id, target])),
      containers: new Map(containers.map((found) => [found.id, found])),
    };
    const failed = new Set<DeploymentId | null>();
    for (const step of steps) {
      if (signal.aborted) return null;
      if (failed.has(step.deployment)) continue;
      log.debug({ step: step.kind, deployment: step.deployment }, 'step');
      if (!(await executor.execute(step, round))) failed.add(step.deployment);
    }
    return failed;
  }

  #engineIs(problem: string | null): void {
    const before = this.#problem;
    if (problem === before) return;
    this.#problem = problem;
    const { log, facts } = this.#ports;
    if (problem === null) {
      if (before !== undefined) log.info('the container engine answers again');
      facts.append({ type: 'engine.answers' });
      return;
    }
    if (before === null || before === undefined)
      log.error({ reason: problem }, 'the container engine does not answer');
    facts.append({ type: 'engine.silent', problem });
  }
}
