import type { RunId } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import type { RefusedReleases } from '../releases/vet.ts';
import type { Journal } from './journal.ts';
import type { RunLog } from './run-log.ts';
import type { StatusStore } from './status-store.ts';
import type { Assignment } from './targets.ts';

/** Makes the journal agree with what is desired, before anything is planned from it. */
export class Settle {
  readonly #journal: Journal;
  readonly #runLog: RunLog;
  readonly #status: StatusStore;

  constructor(journal: Journal, runLog: RunLog, status: StatusStore) {
    this.#journal = journal;
    this.#runLog = runLog;
    this.#status = status;
  }

  /**
   * Opens the runs that are seen for the first time, ends those that the desired state took back,
   * those whose release is refused, and forgets what nobody desires any more.
   */
  runs({ deployments }: Assignment, refused: RefusedReleases): void {
    const ids = new Set(deployments.map(({ id }) => id));
    this.#status.keepOnly(ids);
    const asked = this.#openNew(deployments);
    for (const { run, deployment } of this.#journal.openRuns()) {
      if (asked.has(run)) continue;
      this.#runLog.finish({ run, deployment }, 'cancelled', {
        reason: serviceReasons.takenBack,
        exitCode: null,
        logLines: [],
      });
    }
    this.#refuse(refused);
    this.#journal.keepOnly(ids);
  }

  #refuse(refused: RefusedReleases): void {
    for (const [deployment, { change: run, reason, goesOn }] of refused) {
      if (!goesOn) this.#status.set(deployment, { state: 'failed', detail: reason.slice(0, 300) });
      if (run === null) continue;
      this.#journal.open(run, deployment, 'change');
      this.#runLog.finish({ run, deployment }, 'refused', { reason, exitCode: null, logLines: [] });
    }
  }

  #openNew(deployments: Assignment['deployments']): Set<RunId> {
    const asked = new Set<RunId>();
    for (const { id, change, restart, removal } of deployments) {
      const runs = [
        [change, 'change'],
        [restart, 'restart'],
        [removal?.run ?? null, 'removal'],
      ] as const;
      for (const [run, kind] of runs) {
        if (run === null) continue;
        asked.add(run);
        if (this.#journal.get(run) !== null) continue;
        this.#journal.open(run, id, kind);
        this.#status.forgive(id);
      }
    }
    return asked;
  }
}
