import type { Cancel, Clock } from '@nanoedge/base';
import type { DeploymentId } from '@nanoedge/protocol';
import type { Journal } from './journal.ts';
import type { Target } from './target.ts';
import type { Watched } from './health-monitor.ts';
import { judge } from './judge.ts';
import { verdictOf, type Verdict } from './phase.ts';
import type { RunLog, RunRef } from './run-log.ts';
import type { StatusStore } from './status-store.ts';

export interface ProbationPorts {
  journal: Journal;
  clock: Clock;
  status: StatusStore;
  log: RunLog;
  probationMs: () => number;
  wanted: (deployment: DeploymentId) => Target | null;
  trigger: () => void;
}

/**
 * Decides what becomes of a container, and of the run that brought it, when it answers, endures its
 * probation, or fails. Invariant: nothing is proven that did not stay healthy for the whole
 * probation since its last start.
 */
export class Probation {
  readonly #ports: ProbationPorts;
  readonly #timers = new Map<string, Cancel>();
  readonly answered = new Set<string>();
  readonly steady = new Set<string>();

  constructor(ports: ProbationPorts) {
    this.#ports = ports;
  }

  /** The container's first answer since its start. */
  onAnswering({ deployment, container }: Watched, initiationMs: number | null): void {
    const { journal, log, clock, probationMs, wanted, trigger } = this.#ports;
    this.answered.add(container);
    const aim = wanted(deployment);
    if (aim === null) return;
    if (aim.run !== null) {
      const ref = { run: aim.run, deployment };
      if (aim.verdict === null) {
        if (initiationMs !== null) journal.measure(aim.run, { initiationMs });
        log.done(ref, 'answering');
        log.running(ref, 'probation');
      }
    }
    this.#timers.get(container)?.();
    this.#timers.set(
      container,
      clock.after(probationMs(), () => this.#endured(deployment, container, aim.hash)),
    );
    trigger();
  }

  /** The container ended, or is not watched any more. */
  forget(container: string): void {
    this.#timers.get(container)?.();
    this.#timers.delete(container);
    this.answered.delete(container);
    this.steady.delete(container);
  }

  /** The container of a deployment failed. */
  onFailure(deployment: DeploymentId, why: Omit<Verdict, 'outcome'>): void {
    const { wanted, status } = this.#ports;
    const aim = wanted(deployment);
    const { failures } = status.get(deployment);
    if (aim === null || aim.run === null) return;
    const kind = this.#ports.journal.get(aim.run)?.kind ?? 'change';
    const verdict = judge({
      kind,
      goesBack: aim.verdict !== null,
      hasFormer: aim.proven !== null && aim.proven !== aim.hash,
      failures,
    });
    if (verdict === 'rolled-back') this.giveBack(deployment, { outcome: verdict, ...why });
    else if (verdict === 'failed') this.#giveUp({ run: aim.run, deployment }, why);
    else this.#ports.log.failed({ run: aim.run, deployment }, why.reason);
  }

  /** Neither what was asked for nor what ran before holds up. */
  #giveUp(ref: RunRef, why: Omit<Verdict, 'outcome'>): void {
    const { log, journal } = this.#ports;
    const found = journal.get(ref.run);
    const before = found === null ? null : verdictOf(found.phase);
    if (before === null) return log.finish(ref, 'failed', why);
    const reason = `${before.reason}; and what ran before does not answer: ${why.reason}`;
    return log.finish(ref, before.outcome === 'refused' ? 'refused' : 'failed', {
      ...before,
      reason,
    });
  }

  /**
   * The run cannot succeed. Where something ran before, that comes back and the run ends when it
   * answers; else it ends now.
   */
  giveBack(deployment: DeploymentId, verdict: Verdict): void {
    const { wanted, journal, log, status, trigger } = this.#ports;
    const aim = wanted(deployment);
    if (aim === null || aim.run === null) return;
    const ref = { run: aim.run, deployment };
    const kind = journal.get(aim.run)?.kind;
    log.failed(ref, verdict.reason);
    if (kind === 'change' && (aim.proven === null || aim.verdict !== null))
      log.finish(ref, 'failed', verdict);
    else {
      journal.advance(aim.run, { type: 'turned-back', verdict });
      log.running(ref, 'rolling-back');
      status.forgive(deployment);
    }
    trigger();
  }

  #endured(deployment: DeploymentId, container: string, hash: string): void {
    const { journal, log, wanted, trigger } = this.#ports;
    this.#timers.delete(container);
    this.steady.add(container);
    const aim = wanted(deployment);
    if (aim?.hash === hash) {
      if (aim.run !== null && aim.verdict === null)
        log.done({ run: aim.run, deployment }, 'probation');
      journal.prove(deployment, { hash, spec: aim.spec });
    }
    trigger();
  }
}
