import { Bytes, type DeploymentId, type DesiredState, type DeviceId } from '@nanoedge/protocol';
import type { Digest } from '@nanoedge/protocol';
import type { Placement } from '../engine/container-spec.ts';
import type { RefusedReleases } from '../releases/vet.ts';
import type { SnapshotStore } from '../snapshots/store.ts';
import type { Journal } from './journal.ts';
import type { DeploymentRun } from './run-log.ts';
import { targetOf, type Target, type TargetFacts } from './target.ts';

/** What of a desired state is reconciled. */
export type Assignment = Pick<
  DesiredState,
  'revision' | 'deployments' | 'probationSeconds' | 'keepSnapshots'
>;

/**
 * What is desired and where it runs, and so what each deployment shall come to now. Nothing is
 * remembered of it: it is worked out from the journal whenever somebody asks.
 */
export class Targets {
  readonly device: DeviceId;
  readonly #journal: Journal;
  readonly #snapshots: Pick<SnapshotStore, 'get'>;
  #assignment: Assignment | null = null;
  #refused: RefusedReleases = new Map();
  #placement: Placement | null = null;

  constructor(device: DeviceId, journal: Journal, snapshots: Pick<SnapshotStore, 'get'>) {
    this.device = device;
    this.#journal = journal;
    this.#snapshots = snapshots;
  }

  get assignment(): Assignment | null {
    return this.#assignment;
  }

  /** Where containers are made, once the engine has said it. */
  get placement(): Placement | null {
    return this.#placement;
  }

  /** Why what is desired of some deployments is not what came. */
  get refused(): RefusedReleases {
    return this.#refused;
  }

  assign(assignment: Assignment, refused: RefusedReleases): void {
    this.#assignment = assignment;
    this.#refused = refused;
  }

  place(placement: Placement): void {
    this.#placement = placement;
  }

  /** null when the deployment is not desired, or nobody knows yet where it would run. */
  of(deployment: DeploymentId): Target | null {
    const spec = this.#assignment?.deployments.find(({ id }) => id === deployment);
    return spec === undefined || this.#placement === null
      ? null
      : targetOf(spec, this.#placement, this.#facts(deployment));
  }

  /** The target of every deployment of an assignment. */
  all({ deployments }: Assignment, placement: Placement): Target[] {
    return deployments.map((spec) => targetOf(spec, placement, this.#facts(spec.id)));
  }

  /** Open runs whose deployments wait for an image, and may still succeed. */
  waitingFor(imageId: Digest): DeploymentRun[] {
    return (this.#assignment?.deployments ?? []).flatMap(({ id }) => {
      const target = this.of(id);
      if (target?.spec.release.imageId !== imageId || target.verdict !== null) return [];
      const { run } = target;
      return run === null || this.#journal.get(run) === null ? [] : [{ run, deployment: id }];
    });
  }

  #facts(deployment: DeploymentId): TargetFacts {
    return {
      record: (run) => this.#journal.get(run),
      proven: this.#journal.proven(deployment),
      mayRun: this.#refused.get(deployment)?.goesOn ?? true,
      snapshot: (id) => {
        const kept = this.#snapshots.get(id);
        return kept === null
          ? null
          : { snapshot: kept.id, digest: kept.digest, bytes: Bytes.parse(kept.bytes) };
      },
    };
  }
}
