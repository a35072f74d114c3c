import type {
  DeploymentSpec,
  RestoreSpec,
  RunId,
  RunOutcome,
  SnapshotId,
} from '@nanoedge/protocol';
import { containerSpec, specHash, type Placement } from '../engine/container-spec.ts';
import { volumeName } from '../engine/labels.ts';
import type { Proven, RunRecord } from '../store/ledger.ts';

/** What a deployment should come to, given what became of its runs. */
export interface Wanted {
  /**
   * As it should run: what is desired, or what ran before when the desired change was rolled back.
   */
  spec: DeploymentSpec;
  /** Hash of the container spec that this deployment becomes. */
  hash: string;
  /** Name of its container, and of its volumes, on the engine. */
  container: string;
  volumes: readonly string[];
  /** `idle`: its volumes could not be filled, and empty ones would pass for its data. */
  aim: 'run' | 'remove' | 'gone' | 'idle';
  /** The run that goes on. */
  run: RunId | null;
  /** How the run will end once what ran before answers again; null while it may still succeed. */
  verdict: RunOutcome | null;
  /** Whether this run must have a stored snapshot before anything is given up. */
  snapshot: boolean;
  /** Fill the volumes first: `run` names the record that says when it is done. */
  restore: { run: RunId; spec: RestoreSpec; mayEmpty: boolean } | null;
  /** Whether the restart that is asked for has still to happen. */
  restart: boolean;
  /**
   * Whether predecessor and successor may run side by side: nobody reaches them by a port and they
   * share no volume.
   */
  overlap: boolean;
  /** Hash of what proved itself last. */
  proven: string | null;
}

export interface AimFacts {
  record: (run: RunId) => RunRecord | null;
  proven: Proven | null;
  /** A snapshot that is on this device. */
  snapshot: (id: SnapshotId) => RestoreSpec | null;
}

/**
 * The run of a deployment that has not ended. At most one of the three is open; a removal goes
 * first.
 */
const openRunOf = (
  spec: DeploymentSpec,
  record: AimFacts['record'],
): { run: RunId; kind: RunRecord['kind'] } | null => {
  const isOpen = (run: RunId | null): run is RunId =>
    run !== null && (record(run)?.outcome ?? null) === null;
  const removal = spec.removal?.run ?? null;
  if (isOpen(removal)) return { run: removal, kind: 'removal' };
  if (isOpen(spec.restart)) return { run: spec.restart, kind: 'restart' };
  if (isOpen(spec.change)) return { run: spec.change, kind: 'change' };
  return null;
};

const goesBack = ({ outcome, verdict }: RunRecord): boolean => {
  const end = outcome ?? verdict?.outcome ?? null;
  return end === 'rolled-back' || end === 'refused';
};

/**
 * What ran before the desired change, when that did not succeed; null when what is desired counts.
 */
const formerSpec = (spec: DeploymentSpec, facts: AimFacts): DeploymentSpec | null => {
  const change = spec.change === null ? null : facts.record(spec.change);
  if (change === null || !goesBack(change) || facts.proven === null) return null;
  const former: DeploymentSpec = {
    ...facts.proven.spec,
    removal: spec.removal,
    restart: spec.restart,
  };
  const own = change.snapshot === null || !change.emptied ? null : facts.snapshot(change.snapshot);
  return own === null ? former : { ...former, change: change.run, restore: own };
};

const restoreOf = (spec: DeploymentSpec, facts: AimFacts): Wanted['restore'] => {
  const change = spec.change === null ? null : facts.record(spec.change);
  if (change === null || spec.restore === null) return null;
  const mayEmpty = change.stored || change.emptied;
  if (goesBack(change))
    return !change.emptied || change.revived
      ? null
      : { run: change.run, spec: spec.restore, mayEmpty };
  return change.outcome !== null || change.restored
    ? null
    : { run: change.run, spec: spec.restore, mayEmpty };
};

const aimOf = (
  desired: DeploymentSpec,
  {
    removal,
    change,
    open,
    verdict,
  }: {
    removal: RunRecord | null;
    change: RunRecord | null;
    open: ReturnType<typeof openRunOf>;
    verdict: RunOutcome | null;
  },
): Wanted['aim'] => {
  if (removal?.outcome === 'done') return 'gone';
  if (open?.kind === 'removal' && verdict === null) return 'remove';
  return change?.outcome === 'failed' && desired.restore !== null && !change.restored
    ? 'idle'
    : 'run';
};

/**
 * A change that had filled its volumes is the same container also when the desired state no longer
 * says from what.
 */
const asProven = (spec: DeploymentSpec, proven: DeploymentSpec | undefined): DeploymentSpec =>
  spec.restore === null &&
  proven !== undefined &&
  proven.restore !== null &&
  proven.change === spec.change
    ? { ...spec, restore: proven.restore }
    : spec;

/** Works out what to do about a deployment. Pure. */
export const aimAt = (desired: DeploymentSpec, placement: Placement, facts: AimFacts): Wanted => {
  const spec = asProven(formerSpec(desired, facts) ?? desired, facts.proven?.spec);
  const open = openRunOf(desired, facts.record);
  const removal = desired.removal === null ? null : facts.record(desired.removal.run);
  const change = desired.change === null ? null : facts.record(desired.change);
  const made = containerSpec(spec, placement);
  const record = open === null ? null : facts.record(open.run);
  const restore = open === null || open.kind === 'change' ? restoreOf(spec, facts) : null;
  const verdict = record?.verdict?.outcome ?? null;
  const changesRelease = facts.proven?.spec.release.imageId !== spec.release.imageId;
  const needsSnapshot =
    (open?.kind === 'removal' && desired.removal?.snapshot === true) ||
    (open?.kind === 'change' && (changesRelease || (restore !== null && !restore.mayEmpty)));
  const volumes = [...spec.volumes, ...(facts.proven?.spec.volumes ?? [])].map(({ name }) =>
    volumeName({ device: placement.device, deployment: spec.name }, name),
  );
  return {
    spec,
    hash: specHash(made),
    container: made.name,
    volumes: [...new Set(volumes)],
    aim: aimOf(desired, { removal, change, open, verdict }),
    run: open?.run ?? null,
    verdict,
    snapshot:
      needsSnapshot && verdict === null && record?.stored !== true && record?.emptied !== true,
    restore,
    restart: open?.kind === 'restart' && record?.restarted !== true,
    overlap: spec.port === null && volumes.length === 0,
    proven: facts.proven?.hash ?? null,
  };
};
