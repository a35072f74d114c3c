import type { Clock } from '@nanoedge/base';
import type { RestoreSpec } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import type { Engine } from '../engine/engine.ts';
import { restoreVolumes } from '../snapshots/restore.ts';
import type { SnapshotTransfer } from '../uplink/snapshots/transfer.ts';
import type { Jobs } from './jobs.ts';
import type { Journal } from './journal.ts';
import { isFinal, whileUnreachable } from './refusal.ts';
import type { DeploymentRun, RunLog } from './run-log.ts';
import { restoreKey, type StepOf } from './step.ts';
import type { Target } from './target.ts';
import type { Verdicts } from './verdicts.ts';

export interface VolumeStagingPorts {
  engine: Engine;
  clock: Clock;
  jobs: Jobs;
  journal: Journal;
  runLog: RunLog;
  verdicts: Verdicts;
  transfer: Pick<SnapshotTransfer, 'fetch'>;
}

interface Task {
  ref: DeploymentRun;
  container: string;
  restore: RestoreSpec;
  target: Target;
}

/**
 * Fills the volumes of a container that never ran from a snapshot, as work beside the plan.
 * Invariant: the journal says that they are filled only after they were read back and compared.
 */
export class VolumeStaging {
  readonly #ports: VolumeStagingPorts;

  constructor(ports: VolumeStagingPorts) {
    this.#ports = ports;
  }

  start(step: StepOf<'restore-volumes'>, target: Target | null): void {
    if (target === null) return;
    const { deployment, run, container, restore } = step;
    this.#ports.jobs.start(restoreKey(run), async (signal) =>
      this.#fillOrTurnBack({ ref: { run, deployment }, container, restore, target }, signal),
    );
  }

  async #fillOrTurnBack(task: Task, signal: AbortSignal): Promise<void> {
    const { journal, verdicts } = this.#ports;
    const { run, deployment } = task.ref;
    try {
      await this.#fill(task, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isFinal(error)) throw error;
      const phase = journal.get(run)?.phase.name;
      if (phase === undefined || phase === 'ended') return;
      verdicts.turnBack(deployment, {
        outcome: 'rolled-back',
        reason: serviceReasons.noVolumes(error.message),
        exitCode: null,
        logLines: [],
      });
    }
  }

  async #fill({ ref, container, restore, target }: Task, signal: AbortSignal): Promise<void> {
    const { engine, clock, journal, runLog, transfer } = this.#ports;
    const isAskedFor = target.verdict === null;
    const tell = (bytes: number, totalBytes: number | null): void => {
      if (isAskedFor) runLog.running(ref, 'restoring', { bytes, totalBytes });
    };
    tell(0, null);
    const { file, manifest } = await whileUnreachable(
      async () => transfer.fetch(restore, tell, signal),
      clock,
      signal,
    );
    await restoreVolumes({ engine, container, spec: target.spec, file, manifest }, tell, signal);
    if (isAskedFor) runLog.done(ref, 'restoring');
    journal.advance(ref.run, { type: 'volumes-filled' });
  }
}
