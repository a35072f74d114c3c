import { describe, expect, it } from 'vitest';
import { DeploymentId, RunId, SnapshotId, type DeploymentSpec } from '@nanoedge/protocol';
import { aDeployment } from '../../test/support/builders.ts';
import { restoreSpec } from '../../test/support/plans.ts';
import type { Proven, RunRecord } from './journal.ts';
import type { ChangePhase, RunPhase, Saved } from './phase.ts';
import { targetOf, type Target } from './target.ts';

const placement = { device: 'device-1', address: '192.0.2.1' };
const change = RunId.parse('run-change');
const restart = RunId.parse('run-restart');
const removal = RunId.parse('run-removal');
const own = { ...restoreSpec, snapshot: SnapshotId.parse('own') };
const volumes = [{ name: 'data', path: '/data' }];
const former = aDeployment({ volumes });
const newer = {
  version: '2',
  image: 'nanoedge/presence-detection:2',
  imageId: `sha256:${'c'.repeat(64)}`,
};
const changed = aDeployment({ volumes, change, release: newer });
const restoring: DeploymentSpec = { ...aDeployment({ volumes, change }), restore: restoreSpec };
const proven: Proven = { hash: 'hash-of-former', spec: former };
const why = { reason: 'exit code 3', exitCode: 3, logLines: [] };
const rolledBack = { outcome: 'rolled-back' as const, ...why };
const saved: Saved = { snapshot: own.snapshot, on: 'dashboard' };

const recordOf = (run: RunId, state: RunPhase): RunRecord => ({
  run,
  deployment: DeploymentId.parse('d'),
  figures: { imageSent: false, initiationMs: null },
  ...state,
});

/** The target of a deployment whose runs the journal has in these phases. */
const target = (
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
    snapshot: (id) => (id === own.snapshot ? own : null),
  });

const inPhase = (phase: ChangePhase, spec: DeploymentSpec, before: Proven | null = proven) =>
  target(spec, { [change]: { kind: 'change', phase } }, before);

describe('what is desired', () => {
  it('runs as it is when nothing was asked for', () => {
    expect(target(former)).toMatchObject({
      spec: former,
      goal: 'run',
      run: null,
      verdict: null,
      snapshot: false,
      restore: null,
      restart: false,
      proven: proven.hash,
    });
    expect(target(former, {}, null).proven).toBeNull();
  });

  it('may overlap with its predecessor where neither has a port or a volume', () => {
    const free = aDeployment();
    const none = { hash: 'x', spec: free };
    expect(target(free, {}, none).overlap).toBe(true);
    expect(target(aDeployment({ port: 5700 }), {}, none).overlap).toBe(false);
    expect(target(former, {}, none).overlap).toBe(false);
    expect(target(free).overlap).toBe(false);
  });

  it('has the volumes that its predecessor had, too, each once', () => {
    const grown = aDeployment({ volumes: [...volumes, { name: 'log', path: '/log' }] });
    expect(target(grown).volumes).toHaveLength(2);
    expect(target(aDeployment()).volumes).toEqual(target(former).volumes);
  });

  it('has another hash when it is another container', () => {
    expect(target(former).hash).not.toBe(target(changed).hash);
    expect(target(former).hash).toBe(target({ ...former, restart }).hash);
  });
});

describe('a change to another release', () => {
  it('needs a snapshot until one is stored', () => {
    const { snapshot } = own;
    expect(target(changed)).toMatchObject({ run: change, snapshot: true, spec: changed });
    expect(inPhase({ name: 'queued' }, changed).snapshot).toBe(true);
    expect(inPhase({ name: 'storing', snapshot }, changed).snapshot).toBe(true);
    expect(inPhase({ name: 'stored', snapshot }, changed).snapshot).toBe(false);
  });

  it('of the same release needs none', () => {
    expect(target({ ...former, change }).snapshot).toBe(false);
  });

  it('of a deployment that was never proven needs one, if there is anything to save', () => {
    expect(target(changed, {}, null).snapshot).toBe(true);
  });

  it('brings back what ran before once it goes back, and also after it ended so', () => {
    const back = { verdict: rolledBack, saved, volumes: 'kept' } as const;
    expect(inPhase({ name: 'going-back', ...back }, changed)).toMatchObject({
      spec: former,
      goal: 'run',
      run: change,
      verdict: 'rolled-back',
      snapshot: false,
      restore: null,
    });
    for (const outcome of ['rolled-back', 'refused'] as const)
      expect(inPhase({ name: 'ended', outcome, saved, volumes: 'kept' }, changed)).toMatchObject({
        spec: former,
        run: null,
        verdict: null,
      });
  });

  it('keeps what is asked for beside it while it goes back', () => {
    const back = { verdict: rolledBack, saved: null, volumes: 'kept' } as const;
    const asked = { ...changed, restart };
    expect(inPhase({ name: 'going-back', ...back }, asked).spec).toMatchObject({ restart });
  });

  it('has nowhere to go back to when nothing was proven', () => {
    const back = { verdict: rolledBack, saved, volumes: 'kept' } as const;
    expect(inPhase({ name: 'going-back', ...back }, changed, null).spec).toEqual(changed);
  });

  it('counts when it is done, failed or was cancelled', () => {
    for (const outcome of ['done', 'failed', 'cancelled'] as const)
      expect(inPhase({ name: 'ended', outcome, saved, volumes: 'kept' }, changed)).toMatchObject({
        spec: changed,
        goal: 'run',
        run: null,
      });
  });
});

describe('a change that restores', () => {
  const careful = { run: change, spec: restoreSpec, mayEmpty: false };
  const free = { ...careful, mayEmpty: true };

  it('empties volumes only after what is in them was stored', () => {
    const { snapshot } = own;
    expect(target(restoring).restore).toBeNull();
    expect(inPhase({ name: 'queued' }, restoring)).toMatchObject({
      restore: careful,
      snapshot: true,
    });
    expect(inPhase({ name: 'storing', snapshot }, restoring)).toMatchObject({
      restore: careful,
      snapshot: true,
    });
    expect(inPhase({ name: 'stored', snapshot }, restoring)).toMatchObject({
      restore: free,
      snapshot: false,
    });
  });

  it('goes on filling what it has emptied, without another snapshot', () => {
    expect(inPhase({ name: 'emptied', saved: null }, restoring)).toMatchObject({
      restore: free,
      snapshot: false,
    });
    expect(inPhase({ name: 'restored', saved: null }, restoring)).toMatchObject({
      restore: null,
      snapshot: false,
      goal: 'run',
    });
  });

  it('fills volumes that it had touched with what was in them before it goes back', () => {
    for (const touched of ['emptied', 'restored'] as const) {
      const back = { verdict: rolledBack, saved, volumes: touched };
      expect(inPhase({ name: 'going-back', ...back }, restoring)).toMatchObject({
        spec: { restore: own, change, release: former.release },
        restore: { run: change, spec: own, mayEmpty: true },
      });
    }
  });

  it('fills them once', () => {
    for (const volumes of ['refilled', 'refilled-after-restored'] as const)
      expect(
        inPhase({ name: 'going-back', verdict: rolledBack, saved, volumes }, restoring),
      ).toMatchObject({ spec: { restore: own, change }, restore: null });
  });

  it('leaves volumes alone that it had not touched, or of which nothing was saved', () => {
    const kept = { verdict: rolledBack, saved, volumes: 'kept' } as const;
    expect(inPhase({ name: 'going-back', ...kept }, restoring)).toMatchObject({
      spec: former,
      restore: null,
    });
    const bare = { verdict: rolledBack, saved: null, volumes: 'emptied' } as const;
    expect(inPhase({ name: 'going-back', ...bare }, restoring)).toMatchObject({
      spec: former,
      restore: null,
    });
  });

  it('starts nothing when it failed before its volumes were filled', () => {
    const goals = {
      kept: 'idle',
      emptied: 'idle',
      refilled: 'idle',
      restored: 'run',
      'refilled-after-restored': 'run',
    } as const;
    for (const [volumes, goal] of Object.entries(goals)) {
      const phase = { name: 'ended', outcome: 'failed', saved: null, volumes } as ChangePhase;
      expect(inPhase(phase, restoring).goal, volumes).toBe(goal);
      expect(inPhase(phase, changed).goal, volumes).toBe('run');
    }
  });

  it('is the same container when the desired state says no longer from what it was filled', () => {
    const filled = { hash: 'x', spec: restoring };
    const quiet: DeploymentSpec = { ...restoring, restore: null };
    expect(target(quiet, {}, filled).spec).toEqual(restoring);
    expect(target({ ...quiet, change: null }, {}, filled).spec.restore).toBeNull();
  });
});

describe('a restart', () => {
  const asked = { ...former, restart };
  const inState = (phase: Extract<RunPhase, { kind: 'restart' }>['phase']) =>
    target(asked, { [restart]: { kind: 'restart', phase } });

  it('happens once', () => {
    expect(target(asked)).toMatchObject({ run: restart, restart: true, snapshot: false });
    expect(inState({ name: 'queued' }).restart).toBe(true);
    expect(inState({ name: 'restarted' })).toMatchObject({ run: restart, restart: false });
    expect(inState({ name: 'ended', outcome: 'done' })).toMatchObject({
      run: null,
      restart: false,
    });
  });

  it('goes before a change that is open, too', () => {
    expect(target({ ...changed, restart })).toMatchObject({ run: restart, restart: true });
  });

  it('that is refused restarts nothing', () => {
    const verdict = { ...rolledBack, outcome: 'refused' as const };
    expect(inState({ name: 'going-back', verdict })).toMatchObject({
      run: restart,
      verdict: 'refused',
      restart: false,
    });
  });
});

describe('a removal', () => {
  const going = (snapshot: boolean): DeploymentSpec => ({
    ...former,
    removal: { run: removal, snapshot },
  });
  const inState = (phase: Extract<RunPhase, { kind: 'removal' }>['phase'], snapshot = true) =>
    target(going(snapshot), { [removal]: { kind: 'removal', phase } });

  it('waits for its snapshot, unless it was asked for without one', () => {
    expect(target(going(true))).toMatchObject({ goal: 'remove', run: removal, snapshot: true });
    expect(target(going(false))).toMatchObject({ goal: 'remove', snapshot: false });
    expect(inState({ name: 'stored', snapshot: own.snapshot })).toMatchObject({
      goal: 'remove',
      snapshot: false,
    });
  });

  it('goes before everything else that is open', () => {
    expect(
      target({ ...changed, restart, removal: { run: removal, snapshot: true } }),
    ).toMatchObject({ goal: 'remove', run: removal, restart: false, restore: null });
  });

  it('that was refused lets the service run again', () => {
    const verdict = { ...rolledBack, outcome: 'refused' as const };
    expect(inState({ name: 'going-back', verdict, saved: null })).toMatchObject({
      goal: 'run',
      spec: going(true),
      verdict: 'refused',
      snapshot: false,
    });
    expect(inState({ name: 'ended', outcome: 'refused', saved: null }).goal).toBe('run');
  });

  it('that is done leaves nothing', () => {
    expect(inState({ name: 'ended', outcome: 'done', saved: null })).toMatchObject({
      goal: 'gone',
      run: null,
    });
  });
});
