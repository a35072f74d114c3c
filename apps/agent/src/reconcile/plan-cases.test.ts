import { describe, expect, it } from 'vitest';
import { EpochMs } from '@nanoedge/protocol';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import {
  aContainer,
  archive,
  current,
  otherImage,
  restoreSpec,
  run,
  targetFor,
} from '../../test/support/plans.ts';
import type { ContainerInfo, ContainerState } from '../engine/engine.ts';
import { plan, type Current } from './plan.ts';
import type { Target } from './target.ts';

const spec = aDeployment();
const withData = aDeployment({ volumes: [{ name: 'data', path: '/data' }] });
const volume = `${withData.name}-data`;

const inState = (state: ContainerState, change: Partial<ContainerInfo> = {}): ContainerInfo =>
  aContainer({ id: state, state, ...change });
const old = (state: ContainerState): ContainerInfo => inState(state, { spec: 'before' });

/** Each step in short: what is done to which container, and why. */
const planned = (now: Partial<Current>, target: Partial<Target> = {}, of = spec): string[] =>
  plan(current(now), [targetFor(of, target)]).map((step) => {
    const container = 'container' in step ? ` ${step.container ?? 'none'}` : '';
    const reason = 'reason' in step ? ` ${step.reason}` : '';
    return `${step.kind}${container}${reason}`;
  });

describe('what runs as it should', () => {
  it('is left alone while the engine itself is moving it', () => {
    for (const state of ['restarting', 'removing'] as const)
      expect(planned({ containers: [inState(state)] }, { run })).toEqual([]);
  });

  it('is started, gone on with or removed, as its state asks', () => {
    expect(planned({ containers: [inState('created')] })).toEqual(['start-container created']);
    expect(planned({ containers: [inState('exited')] })).toEqual(['start-container exited']);
    expect(planned({ containers: [inState('paused')] })).toEqual(['unpause-container paused']);
    expect(planned({ containers: [inState('dead')] })).toEqual(['remove-container dead dead']);
  });

  it('is restarted when that was asked for, running or not', () => {
    const asked = { run, restart: true };
    for (const state of ['running', 'exited', 'created'] as const)
      expect(planned({ containers: [inState(state)] }, asked)).toEqual([
        `restart-container ${state}`,
      ]);
    const [step] = plan(current({ containers: [inState('running')] }), [targetFor(spec, asked)]);
    expect(step).toEqual({
      kind: 'restart-container',
      deployment: spec.id,
      run,
      container: 'running',
    });
  });

  it('is waited for until it is steady, or on the way back until it answers', () => {
    const containers = [inState('running')];
    const answered = new Set(['running']);
    expect(planned({ containers, answered }, { run })).toEqual(['await-verdict']);
    expect(planned({ containers, steady: answered }, { run })).toEqual(['finish-run']);
    expect(planned({ containers }, { run, verdict: 'refused' })).toEqual(['await-verdict']);
    expect(planned({ containers, answered }, { run, verdict: 'refused' })).toEqual(['finish-run']);
  });

  it('is another one when it has another image', () => {
    const containers = [inState('exited', { imageId: otherImage })];
    expect(planned({ containers })).toEqual(['create-container']);
  });

  it('needs no snapshot any more, whatever a run had asked for', () => {
    const containers = [inState('running')];
    expect(planned({ containers }, { run, snapshot: true }, withData)).toEqual(['await-verdict']);
  });

  it('is the one that runs, of several; the others go', () => {
    const containers = [inState('dead'), inState('exited'), inState('running')];
    expect(planned({ containers })).toEqual([
      'remove-container exited duplicate',
      'remove-container dead duplicate',
    ]);
  });
});

describe('what is not desired', () => {
  it('is removed, also when nobody knows what it belonged to', () => {
    const containers = [inState('running', { deployment: null }), inState('exited')];
    expect(plan(current({ containers }), [])).toEqual([
      { kind: 'remove-container', deployment: null, container: 'running', reason: 'orphan' },
      { kind: 'remove-container', deployment: spec.id, container: 'exited', reason: 'orphan' },
    ]);
  });

  it('any more is removed as well after its removal was done', () => {
    const containers = [inState('running'), old('exited')];
    expect(planned({ containers }, { goal: 'gone' })).toEqual([
      'remove-container running orphan',
      'remove-container exited orphan',
    ]);
  });

  it('to run with empty volumes is stopped, and nothing is made', () => {
    const containers = [inState('running'), old('paused'), old('exited')];
    expect(planned({ containers }, { goal: 'idle' })).toEqual([
      'stop-container running change',
      'stop-container paused change',
    ]);
    expect(planned({}, { goal: 'idle' })).toEqual([]);
  });
});

describe('a predecessor', () => {
  it('is stopped in whatever state it could still work, and not when it could not', () => {
    for (const state of ['running', 'paused', 'restarting'] as const)
      expect(planned({ containers: [old(state)] })).toEqual([
        `stop-container ${state} change`,
        'create-container',
      ]);
    for (const state of ['created', 'exited', 'dead', 'removing'] as const)
      expect(planned({ containers: [old(state)] })).toEqual(['create-container']);
  });

  it('gives up its name to its successor, if that is its name', () => {
    const name = `name-of-${spec.name}`;
    const id = '0123456789abcdef';
    const containers = [aContainer({ id, name, spec: 'before', state: 'exited' }), old('exited')];
    expect(plan(current({ containers }), [targetFor(spec)])).toEqual([
      {
        kind: 'retire-container',
        deployment: spec.id,
        container: id,
        name: `${name}-0123456789ab`,
      },
      { kind: 'create-container', deployment: spec.id, spec },
    ]);
  });
});

describe('a snapshot before a change', () => {
  const asked = { run, snapshot: true };

  it('comes after the image, and waits for the back-off', () => {
    const comes = aDeployment({
      volumes: withData.volumes,
      release: { version: '2', image: 'x:2', imageId: anImage.id, archive },
    });
    const containers = [old('running')];
    expect(planned({ containers, images: new Set() }, asked, comes)).toEqual(['bring-image']);
    const held = new Map([[withData.id, EpochMs.parse(9)]]);
    expect(planned({ containers, held }, asked, withData)).toEqual(['hold']);
  });

  it('stops who could write to volumes, and reads from what ran last', () => {
    const containers = [old('exited'), old('running')];
    expect(planned({ containers }, asked, withData)).toEqual([
      'stop-container running change',
      'take-snapshot running',
    ]);
    expect(planned({ containers }, asked)).toEqual(['take-snapshot running']);
  });

  it('does not read from a container that is on its way out', () => {
    const containers = [old('dead'), old('removing')];
    expect(planned({ containers }, asked, withData)).toEqual(['take-snapshot none']);
    expect(planned({ containers: [...containers, old('exited')] }, asked, withData)).toEqual([
      'take-snapshot exited',
    ]);
  });

  it('keeps volumes without a container, and is left out where there is nothing', () => {
    const volumes = new Map([[volume, null]]);
    expect(planned({ volumes }, asked, withData)).toEqual(['take-snapshot none']);
    expect(planned({}, asked, withData)).toEqual(['create-container']);
  });
});

describe('a removal', () => {
  const goal = { goal: 'remove', run } as const;

  it('without a run does nothing', () => {
    const containers = [inState('running')];
    expect(planned({ containers }, { ...goal, run: null, snapshot: true })).toEqual([]);
  });

  it('stops and reads first, with or without volumes', () => {
    const containers = [inState('running')];
    for (const of of [spec, withData])
      expect(planned({ containers }, { ...goal, snapshot: true }, of)).toEqual([
        'stop-container running removal',
        'take-snapshot running',
      ]);
  });

  it('then takes containers, and the volumes that there are', () => {
    const containers = [inState('running'), old('exited')];
    expect(planned({ containers }, goal, withData)).toEqual([
      'stop-container running removal',
      'remove-container running removal',
      'remove-container exited removal',
      'finish-run',
    ]);
    const volumes = new Map([volume, 'of-another'].map((name) => [name, null]));
    expect(plan(current({ volumes }), [targetFor(withData, goal)])).toEqual([
      { kind: 'remove-volumes', deployment: withData.id, run, volumes: [volume] },
      { kind: 'finish-run', deployment: withData.id, run },
    ]);
  });

  it('of nothing is done at once, also with a snapshot', () => {
    expect(planned({}, { ...goal, snapshot: true }, withData)).toEqual(['finish-run']);
  });
});

describe('a restore', () => {
  const asked = { run, restore: { run, spec: restoreSpec, mayEmpty: true } };

  it('takes everything away first, running or not, and the volumes that there are', () => {
    const containers = [inState('running'), old('exited')];
    const cleared = [
      'stop-container running change',
      'remove-container running outdated',
      'remove-container exited outdated',
    ];
    expect(planned({ containers }, asked, withData)).toEqual([...cleared, 'create-container']);
    const volumes = new Map([[volume, null]]);
    expect(planned({ containers, volumes }, asked, withData)).toEqual([
      ...cleared,
      'remove-volumes',
      'create-container',
    ]);
  });

  it('fills a container that never ran, once it is the only one', () => {
    const containers = [inState('created')];
    expect(planned({ containers }, asked, withData)).toEqual(['restore-volumes created']);
    expect(planned({ containers: [...containers, old('exited')] }, asked, withData)).toEqual([
      'remove-container created outdated',
      'remove-container exited outdated',
      'create-container',
    ]);
  });
});
