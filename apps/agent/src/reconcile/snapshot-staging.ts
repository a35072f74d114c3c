import { randomUUID } from 'node:crypto';
import type { Clock } from '@nanoedge/base';
import { SnapshotId } from '@nanoedge/protocol';
import { serviceReasons, snapshotFailures } from '@nanoedge/words';
import type { Logger } from 'pino';
import { containerSpec } from '../engine/container-spec.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineUnreachable } from '../errors.ts';
import type { KeptSnapshot, SnapshotStore } from '../snapshots/store.ts';
import { takeSnapshot } from '../snapshots/take.ts';
import type { SnapshotTransfer } from '../uplink/snapshots/transfer.ts';
import type { Jobs } from './jobs.ts';
import type { Journal } from './journal.ts';
import { isFinal, whileUnreachable } from './refusal.ts';
import type { DeploymentRun, RunLog } from './run-log.ts';
import { snapshotKey, type StepOf } from './step.ts';
import type { Target } from './target.ts';
import type { Targets } from './targets.ts';
import type { Verdicts } from './verdicts.ts';

export interface SnapshotStagingPorts {
  engine: Engine;
  clock: Clock;
  log: Logger;
  jobs: Jobs;
  journal: Journal;
  runLog: RunLog;
  targets: Targets;
  verdicts: Verdicts;
  snapshots: SnapshotStore;
  transfer: Pick<SnapshotTransfer, 'store'>;
}

interface Task {
  ref: DeploymentRun;
  container: string | null;
  target: Target;
}

/**
 * Takes snapshots and stores them at the dashboard, as work beside the plan. Invariant: a run is
 * `stored` in the journal only after the dashboard has read the snapshot back.
 */
export class SnapshotStaging {
  readonly #ports: SnapshotStagingPorts;

  constructor(ports: SnapshotStagingPorts) {
    this.#ports = ports;
  }

  start({ deployment, run, container }: StepOf<'take-snapshot'>, target: Target | null): void {
    if (target === null) return;
    this.#ports.jobs.start(snapshotKey(run), async (signal) =>
      this.#takeAndStore({ ref: { run, deployment }, container, target }, signal),
    );
  }

  async #takeAndStore(task: Task, signal: AbortSignal): Promise<void> {
    const { snapshots, journal, runLog, targets, log } = this.#ports;
    const { ref } = task;
    try {
      const taken =
        snapshots.list().find(({ run }) => run === ref.run) ?? (await this.#take(task, signal));
      journal.advance(ref.run, { type: 'snapshot-taken', snapshot: taken.id });
      if (!taken.stored) await this.#store(ref, taken, signal);
      runLog.done(ref, 'storing', { bytes: taken.bytes, totalBytes: taken.bytes });
      journal.advance(ref.run, { type: 'snapshot-stored' });
      await snapshots.keepNewest(targets.assignment?.keepSnapshots ?? 1);
      log.info({ run: ref.run, snapshot: taken.id, bytes: taken.bytes }, 'snapshot stored');
    } catch (error) {
      if (signal.aborted) return;
      if (!isFinal(error)) throw error;
      this.#refuse(ref, error);
    }
  }

  async #take({ ref, container, target }: Task, signal: AbortSignal): Promise<KeptSnapshot> {
    const { engine, clock, snapshots, journal, runLog, targets } = this.#ports;
    const spec = journal.proven(ref.deployment)?.spec ?? target.spec;
    const { placement } = targets;
    runLog.running(ref, 'snapshotting');
    // Volumes are read through a container: where none is left, one is made that never runs
    const own =
      container === null && placement !== null
        ? await engine.create(containerSpec(spec, placement))
        : null;
    const source = container ?? own;
    if (source === null) throw new EngineUnreachable('the engine does not say where the device is');
    let leftOut: readonly string[] = [];
    const taken = await takeSnapshot(
      {
        onLeftOut: (names) => {
          leftOut = names;
        },
        engine,
        store: snapshots,
        clock,
        device: targets.device,
        spec,
        container: source,
        labels: (await engine.inspect(source))?.labels ?? {},
        run: ref.run,
        reason: target.goal === 'remove' ? 'removal' : 'change',
        snapshotId: SnapshotId.parse(randomUUID()),
        leaveOut: target.leaveOut,
      },
      (bytes, totalBytes) => runLog.running(ref, 'snapshotting', { bytes, totalBytes }),
      signal,
    );
    if (own !== null) await engine.remove(own);
    if (leftOut.length > 0) {
      const detail = snapshotFailures.leftOut(leftOut).slice(0, 300);
      runLog.done(ref, 'snapshotting', { bytes: taken.bytes, totalBytes: taken.bytes, detail });
    }
    return taken;
  }

  async #store(ref: DeploymentRun, taken: KeptSnapshot, signal: AbortSignal): Promise<void> {
    const { clock, runLog, transfer } = this.#ports;
    const tell = (bytes: number, totalBytes: number | null): void =>
      runLog.running(ref, 'storing', { bytes, totalBytes });
    tell(0, taken.bytes);
    await whileUnreachable(async () => transfer.store(taken, tell, signal), clock, signal);
  }

  #refuse({ run, deployment }: DeploymentRun, { message }: Error): void {
    const { journal, verdicts } = this.#ports;
    const phase = journal.get(run)?.phase.name;
    if (phase === undefined || phase === 'ended') return;
    verdicts.turnBack(deployment, {
      outcome: 'refused',
      reason: serviceReasons.noSnapshot(message),
      exitCode: null,
      logLines: [],
    });
  }
}
