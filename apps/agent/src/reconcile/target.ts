import type {
  DeploymentSpec,
  RestoreSpec,
  RunId,
  RunOutcome,
  SnapshotId,
} from '@nanoedge/protocol';
import { containerSpec, specHash, type Placement } from '../engine/container-spec.ts';
import { volumeName } from '../engine/labels.ts';
import type { Proven, RunRecord } from './journal.ts';
import {
  goesBack,
  outcomeOf,
  savedOf,
  verdictOf,
  volumesOf,
  type ChangePhase,
  type Phase,
} from './phase.ts';

/** What a deployment should come to, given what became of its runs. */
export interface Target {
  /**
   * As it should run: what is desired, or what ran before when the desired change was rolled back.
   */
  spec: DeploymentSpec;
  /** Hash of the container spec that this deployment becomes. */
  hash: string;
  /** Name of its container, and of its volumes, on the engine. */
  container: string;
  volumes: readonly string[];
  /**
   * `idle`: its volumes could not be filled, and empty ones would pass for its data. `leave`: its
   * release is not accepted, nor was one before; whatever there is of it stays as it is.
   */
  goal: 'run' | 'remove' | 'gone' | 'idle' | 'leave';
  /** The run that goes on. */
  run: RunId | null;
  /** How the run will end once what ran before answers again; null while it may still succeed. */
  verdict: RunOutcome | null;
  /** Whether this run must have a stored snapshot before anything is given up. */
  snapshot: boolean;
  /** Whether somebody agreed that what the snapshot of a removal cannot hold is lost. */
  leaveOut: boolean;
  /** Fill the volumes first: `run` names the record that says when it is done. */
  restore: { run: RunId; spec: RestoreSpec; mayEmpty: boolean } | null;
  /** Whether the restart that is asked for has still to happen. */
  restart: boolean;
  /** Whether that is to be in a fresh container. */
  fresh: boolean;
  /**
   * Whether predecessor and successor may run side by side: nobody reaches them by a port and they
   * share no volume.
   */
  overlap: boolean;
  /** Hash of what proved itself last. */
  proven: string | null;
}

export interface TargetFacts {
  record: (run: RunId) => RunRecord | null;
  proven: Proven | null;
  /** False: neither its release nor one before was accepted. */
  mayRun: boolean;
  /** A snapshot that is on this device. */
  snapshot: (id: SnapshotId) => RestoreSpec | null;
}

type Change = Extract<RunRecord, { kind: 'change' }>;

/**
 * The run of a deployment that has not ended. At most one of the three is open; a removal goes
 * first.
 */
interface OpenRun {
  run: RunId;
  kind: RunRecord['kind'];
  /** `queued` also while the journal does not know the run yet. */
  phase: Phase;
}

interface Meaning {
  /** A snapshot that the run needs has still to be stored. */
  unsaved: boolean;
  /**
   * The volumes that a change restores have still to be filled: `careful` after its snapshot was
   * stored or nothing is there to be saved, `free` even if that empties them first; `back` with
   * what was in them, where the change had touched them and goes back.
   */
  fill: 'careful' | 'free' | 'back' | 'no';
}

/** What each phase of a run means for what is to be done. */
const meanings: Readonly<Record<Phase['name'], Meaning>> = {
  queued: { unsaved: true, fill: 'careful' },
  storing: { unsaved: true, fill: 'careful' },
  stored: { unsaved: false, fill: 'free' },
  emptied: { unsaved: false, fill: 'free' },
  restored: { unsaved: false, fill: 'no' },
  restarted: { unsaved: false, fill: 'no' },
  'going-back': { unsaved: false, fill: 'back' },
  ended: { unsaved: false, fill: 'back' },
};

/** Whether a change that goes back has touched its volumes and not filled them again. */
const mustRefill = (phase: ChangePhase): boolean => {
  const volumes = volumesOf(phase);
  return goesBack(phase) && (volumes === 'emptied' || volumes === 'restored');
};

/** Whether the change put what was asked for into the volumes, whatever came later. */
const wasRestored = (phase: ChangePhase): boolean => {
  const volumes = volumesOf(phase);
  return volumes === 'restored' || volumes === 'refilled-after-restored';
};

const changeOf = ({ change }: DeploymentSpec, { record }: TargetFacts): Change | null => {
  const found = change === null ? null : record(change);
  return found?.kind === 'change' ? found : null;
};

const openRunOf = (spec: DeploymentSpec, { record }: TargetFacts): OpenRun | null => {
  const asked = [
    [spec.removal?.run ?? null, 'removal'],
    [spec.restart, 'restart'],
    [spec.change, 'change'],
  ] as const;
  for (const [run, kind] of asked) {
    if (run === null) continue;
    const phase = record(run)?.phase ?? { name: 'queued' };
    if (phase.name !== 'ended') return { run, kind, phase };
  }
  return null;
};

/**
 * What ran before the desired change, when that did not succeed; null when what is desired counts.
 */
const formerSpec = (spec: DeploymentSpec, facts: TargetFacts): DeploymentSpec | null => {
  const change = changeOf(spec, facts);
  if (change === null || !goesBack(change.phase) || facts.proven === null) return null;
  const former: DeploymentSpec = {
    ...facts.proven.spec,
    removal: spec.removal,
    restart: spec.restart,
  };
  const saved = volumesOf(change.phase) === 'kept' ? null : savedOf(change.phase);
  const own = saved === null ? null : facts.snapshot(saved.snapshot);
  return own === null ? former : { ...former, change: change.run, restore: own };
};

const restoreOf = (spec: DeploymentSpec, facts: TargetFacts): Target['restore'] => {
  const change = changeOf(spec, facts);
  if (change === null || spec.restore === null) return null;
  const { fill } = meanings[change.phase.name];
  if (fill === 'no' || (fill === 'back' && !mustRefill(change.phase))) return null;
  return { run: change.run, spec: spec.restore, mayEmpty: fill !== 'careful' };
};

const goalOf = (
  desired: DeploymentSpec,
  open: OpenRun | null,
  facts: TargetFacts,
): Target['goal'] => {
  const removal = desired.removal === null ? null : facts.record(desired.removal.run);
  if (removal !== null && outcomeOf(removal.phase) === 'done') return 'gone';
  if (open?.kind === 'removal' && open.phase.name !== 'going-back') return 'remove';
  if (!facts.mayRun) return 'leave';
  const change = changeOf(desired, facts);
  const hasFailed = change !== null && outcomeOf(change.phase) === 'failed';
  return hasFailed && desired.restore !== null && !wasRestored(change.phase) ? 'idle' : 'run';
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
export const targetOf = (
  desired: DeploymentSpec,
  placement: Placement,
  facts: TargetFacts,
): Target => {
  const { proven } = facts;
  const spec = asProven(formerSpec(desired, facts) ?? desired, proven?.spec);
  const open = openRunOf(desired, facts);
  const made = containerSpec(spec, placement);
  const restore = open === null || open.kind === 'change' ? restoreOf(spec, facts) : null;
  const changesRelease = proven?.spec.release.imageId !== spec.release.imageId;
  const needsSnapshot =
    (open?.kind === 'removal' && desired.removal?.snapshot === true) ||
    (open?.kind === 'change' && (changesRelease || (restore !== null && !restore.mayEmpty)));
  const volumes = [...spec.volumes, ...(proven?.spec.volumes ?? [])].map(({ name }) =>
    volumeName({ device: placement.device, deployment: spec.name }, name),
  );
  return {
    spec,
    hash: specHash(made),
    container: made.name,
    volumes: [...new Set(volumes)],
    goal: goalOf(desired, open, facts),
    run: open?.run ?? null,
    verdict: open === null ? null : (verdictOf(open.phase)?.outcome ?? null),
    snapshot: needsSnapshot && open !== null && meanings[open.phase.name].unsaved,
    leaveOut: open?.kind === 'removal' && desired.removal?.leaveOut === true,
    restore,
    restart: open?.kind === 'restart' && open.phase.name === 'queued',
    fresh: desired.fresh,
    overlap: spec.port === null && volumes.length === 0,
    proven: proven?.hash ?? null,
  };
};
