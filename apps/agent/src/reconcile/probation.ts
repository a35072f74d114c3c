import type { Cancel, Clock } from '@nanoedge/base';
import type { DeploymentId, Milliseconds } from '@nanoedge/protocol';
import type { Fact, FactReader, FactSink, ServiceOnNetwork } from '../facts.ts';
import type { Journal } from './journal.ts';
import type { RunLog } from './run-log.ts';
import type { Targets } from './targets.ts';

/** Before a desired state has said it. */
const defaultSeconds = 5;

export interface ProbationPorts {
  clock: Clock;
  facts: FactSink;
  journal: Journal;
  runLog: RunLog;
  targets: Targets;
}

/**
 * How long containers answer already. Invariant: nothing is proven that did not stay healthy for
 * the whole probation since its last start.
 */
export class Probation implements FactReader {
  readonly #ports: ProbationPorts;
  readonly #timers = new Map<string, Cancel>();
  /** Containers that have answered since their start, and those that endured their probation. */
  readonly answered = new Set<string>();
  readonly steady = new Set<string>();

  constructor(ports: ProbationPorts) {
    this.#ports = ports;
  }

  hear(fact: Fact): void {
    if (fact.type === 'container.ready') this.#begin(fact, fact.measured);
    if (fact.type === 'container.forgotten') this.#forget(fact.container);
  }

  #begin({ deployment, container }: ServiceOnNetwork, initiationMs: Milliseconds | null): void {
    const { journal, runLog, clock, targets } = this.#ports;
    this.answered.add(container);
    const target = targets.of(deployment);
    if (target === null) return;
    if (target.run !== null && target.verdict === null) {
      const ref = { run: target.run, deployment };
      if (initiationMs !== null) journal.measure(target.run, { initiationMs });
      runLog.done(ref, 'answering');
      runLog.running(ref, 'probation');
    }
    const seconds = targets.assignment?.probationSeconds ?? defaultSeconds;
    this.#timers.get(container)?.();
    this.#timers.set(
      container,
      clock.after(seconds * 1_000, () => this.#endured(deployment, container, target.hash)),
    );
  }

  #forget(container: string): void {
    this.#timers.get(container)?.();
    this.#timers.delete(container);
    this.answered.delete(container);
    this.steady.delete(container);
  }

  #endured(deployment: DeploymentId, container: string, hash: string): void {
    const { journal, runLog, targets, facts } = this.#ports;
    this.#timers.delete(container);
    this.steady.add(container);
    const target = targets.of(deployment);
    if (target?.hash === hash) {
      if (target.run !== null && target.verdict === null)
        runLog.done({ run: target.run, deployment }, 'probation');
      journal.prove(deployment, { hash, spec: target.spec });
    }
    facts.append({ type: 'container.steady', deployment, container });
  }
}
