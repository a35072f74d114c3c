import { describe, expect, it } from 'vitest';
import type { DeploymentSpec } from '@nanoedge/protocol';
import { aDeployment } from '../../test/support/builders.ts';
import { restoreSpec } from '../../test/support/plans.ts';
import {
  change,
  changed,
  former,
  inPhase,
  own,
  proven,
  restart,
  restoring,
  rolledBack,
  saved,
  target,
  volumes,
} from '../../test/support/targets.ts';
import type { ChangePhase } from './phase.ts';

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
    expect(target(former).volumes).toEqual(['nanoedge-device-1-presence-detection-entrance-data']);
    expect(target(aDeployment(), {}, null).volumes).toEqual([]);
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

  it('runs when it was cancelled before its volumes were touched', () => {
    const phase = { name: 'ended', outcome: 'cancelled', saved: null, volumes: 'kept' } as const;
    expect(inPhase(phase, restoring).goal).toBe('run');
  });

  it('is the same container when the desired state says no longer from what it was filled', () => {
    const filled = { hash: 'x', spec: restoring };
    const quiet: DeploymentSpec = { ...restoring, restore: null };
    expect(target(quiet, {}, filled).spec).toEqual(restoring);
    expect(target({ ...quiet, change: null }, {}, filled).spec.restore).toBeNull();
  });
});
