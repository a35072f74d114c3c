import type { DeploymentId } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import type { Fact, FactReader, FactSink, Failure } from '../facts.ts';
import type { Journal } from './journal.ts';
import { judgeFailure } from './judge.ts';
import { verdictOf, type Verdict } from './phase.ts';
import type { DeploymentRun, RunLog } from './run-log.ts';
import type { StatusStore } from './status-store.ts';
import type { Targets } from './targets.ts';

export interface VerdictPorts {
  facts: FactSink;
  journal: Journal;
  runLog: RunLog;
  status: StatusStore;
  targets: Targets;
}

/**
 * Decides what failures mean for the run that they happened to. Invariant: a run whose change gave
 * something up goes back before it ends, and its verdict is in the journal before anybody acts on
 * it.
 */
export class Verdicts implements FactReader {
  readonly #ports: VerdictPorts;

  constructor(ports: VerdictPorts) {
    this.#ports = ports;
  }

  hear(fact: Fact): void {
    if (fact.type === 'deployment.failed') this.#onFailure(fact.deployment, fact);
  }

  /**
   * The run cannot succeed. Where something ran before, that comes back and the run ends when it
   * answers; else it ends now.
   */
  turnBack(deployment: DeploymentId, verdict: Verdict): void {
    const { targets, journal, runLog, status, facts } = this.#ports;
    const target = targets.of(deployment);
    if (target === null || target.run === null) return;
    const { run } = target;
    const ref = { run, deployment };
    runLog.failed(ref, verdict.reason);
    const hasNoWayBack = target.proven === null || target.verdict !== null;
    if (journal.get(run)?.kind === 'change' && hasNoWayBack) {
      runLog.finish(ref, 'failed', verdict);
      // Nothing more is tried: what it waited for is not on its way any more
      if (status.get(deployment).container === null || target.restore !== null)
        status.set(deployment, { state: 'failed', detail: verdict.reason.slice(0, 300) });
    } else {
      journal.advance(run, { type: 'turned-back', verdict });
      runLog.running(ref, 'rolling-back');
      status.forgive(deployment);
    }
    facts.append({ type: 'run.judged', ...ref });
  }

  #onFailure(deployment: DeploymentId, { reason, exitCode, logLines }: Failure): void {
    const { targets, status, journal, runLog } = this.#ports;
    const target = targets.of(deployment);
    if (target === null || target.run === null) return;
    const ref = { run: target.run, deployment };
    const why = { reason, exitCode, logLines };
    const { failures, refusals } = status.get(deployment);
    const outcome = judgeFailure({
      kind: journal.get(target.run)?.kind ?? 'change',
      goesBack: target.verdict !== null,
      hasFormer: target.proven !== null && target.proven !== target.hash,
      failures: refusals > 0 ? refusals : failures,
      byEngine: refusals > 0,
    });
    if (outcome === 'rolled-back') this.turnBack(deployment, { outcome, ...why });
    else if (outcome === 'failed') this.#giveUp(ref, why);
    else runLog.failed(ref, reason);
  }

  /** Neither what was asked for nor what ran before holds up. */
  #giveUp(ref: DeploymentRun, why: Failure): void {
    const { runLog, journal } = this.#ports;
    const found = journal.get(ref.run);
    const before = found === null ? null : verdictOf(found.phase);
    if (before === null) return runLog.finish(ref, 'failed', why);
    const reason = serviceReasons.neitherAnswers(before.reason, why.reason);
    return runLog.finish(ref, before.outcome === 'refused' ? 'refused' : 'failed', {
      ...before,
      reason,
    });
  }
}
