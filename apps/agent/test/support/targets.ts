import { DeploymentId, RunId, SnapshotId, type DeploymentSpec } from '@nanoedge/protocol';
import type { Proven, RunRecord } from '../../src/reconcile/journal.ts';
import type { ChangePhase, RunPhase, Saved } from '../../src/reconcile/phase.ts';
import { targetOf, type Target } from '../../src/reconcile/target.ts';
import { aDeployment } from './builders.ts';
import { restoreSpec } from './plans.ts';

const placement = { device: 'device-1', address: '192.0.2.1' };
export const change = RunId.parse('run-change');
export const restart = RunId.parse('run-restart');
export const removal = RunId.parse('run-removal');
/** What the change itself saved, which the device holds. */
export const own = { ...restoreSpec, snapshot: SnapshotId.parse('own') };
export const volumes = [{ name: 'data', path: '/data' }];
export const former = aDeployment({ volumes });
const newer = {
  version: '2',
  image: 'nanoedge/presence-detection:2',
  imageId: `sha256:${'c'.repeat(64)}`,
};
export const changed = aDeployment({ volumes, change, release: newer });
export const restoring: DeploymentSpec = {
  ...aDeployment({ volumes, change }),
  restore: restoreSpec,
};
export const proven: Proven = { hash: 'hash-of-former', spec: former };
const why = { reason: 'exit code 3', exitCode: 3, logLines: [] };
export const rolledBack = { outcome: 'rolled-back' as const, ...why };
export const saved: Saved = { snapshot: own.snapshot, on: 'dashboard' };

const recordOf = (run: RunId, state: RunPhase): RunRecord => ({
  run,
  deployment: DeploymentId.parse('d'),
  figures: { imageSent: false, initiationMs: null },
  ...state,
});

/** The target of a deployment whose runs the journal has in these phases. */
export const target = (
  spec: DeploymentSpec,
  states: Readonly<Record<string, RunPhase>> = {},
  before: Proven | null = proven,
): Target =>
  targetOf(spec, placement, {
    record: (run) => {
      const state = states[run];
      return state === undefined ? null : recordOf(run, state);
    },
    proven: before,
    mayRun: true,
    snapshot: (id) => (id === own.snapshot ? own : null),
  });

/** The same where the journal has the change in this phase. */
export const inPhase = (phase: ChangePhase, spec: DeploymentSpec, before: Proven | null = proven) =>
  target(spec, { [change]: { kind: 'change', phase } }, before);
