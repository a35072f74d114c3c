import { describe, expect, it } from 'vitest';
import { EpochMs, type DeploymentSpec } from '@nanoedge/protocol';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import {
  aContainer,
  archive,
  current,
  restoreSpec,
  run,
  targetFor,
} from '../../test/support/plans.ts';
import { plan } from './plan.ts';
import type { Step } from './step.ts';

const withData = aDeployment({ volumes: [{ name: 'data', path: '/data' }] });
const dataVolume = `${withData.name}-data`;

const kinds = (steps: Step[]): string[] =>
  steps.map((step) => ('reason' in step ? `${step.kind} ${step.reason}` : step.kind));

describe('the plan', () => {
  const targets = [targetFor(aDeployment())];
  const old = aContainer({ id: 'old', spec: 'before', name: `name-of-${aDeployment().name}` });

  it('is empty when everything runs as it should', () => {
    expect(plan(current({ containers: [aContainer()] }), targets)).toEqual([]);
  });

  it('creates what is missing', () => {
    expect(kinds(plan(current(), targets))).toEqual(['create-container']);
  });

  it('starts one that has exited instead of making another', () => {
    expect(
      kinds(plan(current({ containers: [aContainer({ state: 'exited' })] }), targets)),
    ).toEqual(['start-container']);
  });

  it('waits while the back-off has not passed', () => {
    const held = new Map([[aDeployment().id, EpochMs.parse(5)]]);
    for (const containers of [[], [aContainer({ state: 'exited' })]])
      expect(kinds(plan(current({ held, containers }), targets))).toEqual(['hold']);
  });

  it('keeps the old release running until the image of the new one is here', () => {
    expect(kinds(plan(current({ containers: [old], images: new Set() }), targets))).toEqual([
      'await-image',
    ]);
    for (const way of [{ archive }, { pull: true }]) {
      const comes = targetFor(
        aDeployment({ release: { version: '2', image: 'x:2', imageId: anImage.id, ...way } }),
      );
      expect(kinds(plan(current({ containers: [old], images: new Set() }), [comes]))).toEqual([
        'bring-image',
      ]);
    }
  });

  it('keeps the predecessor, stopped and renamed, until its successor has proven itself', () => {
    expect(kinds(plan(current({ containers: [old] }), targets))).toEqual([
      'stop-container change',
      'retire-container',
      'create-container',
    ]);
    const retired = { ...old, name: 'other', state: 'exited' as const };
    const both = [retired, aContainer({ id: 'new' })];
    expect(plan(current({ containers: both, answered: new Set(['new']) }), targets)).toEqual([]);
    expect(kinds(plan(current({ containers: both, steady: new Set(['new']) }), targets))).toEqual([
      'remove-container outdated',
    ]);
  });

  it('lets the predecessor serve until its successor answers where they share neither port nor volume', () => {
    const aside = [targetFor(aDeployment(), { overlap: true })];
    expect(kinds(plan(current({ containers: [old] }), aside))).toEqual([
      'retire-container',
      'create-container',
    ]);
    const both = [{ ...old, name: 'other' }, aContainer({ id: 'new' })];
    expect(plan(current({ containers: both }), aside)).toEqual([]);
    expect(kinds(plan(current({ containers: both, answered: new Set(['new']) }), aside))).toEqual([
      'stop-container change',
    ]);
  });

  it('goes back to what was proven: starts it and removes the one that failed', () => {
    const back = [
      targetFor(aDeployment(), { hash: 'before', proven: 'before', run, verdict: 'rolled-back' }),
    ];
    const both = [{ ...old, state: 'exited' as const }, aContainer({ id: 'new', state: 'exited' })];
    expect(plan(current({ containers: both }), back)).toMatchObject([
      { kind: 'remove-container', container: 'new' },
      { kind: 'start-container', container: 'old' },
    ]);
    expect(kinds(plan(current({ containers: [old], answered: new Set(['old']) }), back))).toEqual([
      'finish-run',
    ]);
  });

  it('ends a run only when its container has proven itself', () => {
    const changing = [targetFor(aDeployment(), { run })];
    expect(
      kinds(plan(current({ containers: [aContainer()], answered: new Set(['c1']) }), changing)),
    ).toEqual(['await-verdict']);
    expect(
      kinds(plan(current({ containers: [aContainer()], steady: new Set(['c1']) }), changing)),
    ).toEqual(['finish-run']);
  });

  it('stops, archives and only then removes; volumes too', () => {
    const going = (snapshot: boolean) => [targetFor(withData, { goal: 'remove', run, snapshot })];
    const there = current({
      containers: [aContainer({ deployment: withData.id })],
      volumes: new Map([[dataVolume, null]]),
    });
    expect(kinds(plan(there, going(true)))).toEqual(['stop-container removal', 'take-snapshot']);
    expect(kinds(plan(there, going(false)))).toEqual([
      'stop-container removal',
      'remove-container removal',
      'remove-volumes',
      'finish-run',
    ]);
  });

  it('neither archives nor removes a volume that was made for another deployment', () => {
    const going = [targetFor(withData, { goal: 'remove', run, snapshot: true })];
    const there = current({ volumes: new Map([[dataVolume, 'another']]) });
    expect(kinds(plan(there, going))).toEqual(['finish-run']);
    const own = current({ volumes: new Map([[dataVolume, withData.name]]) });
    expect(kinds(plan(own, going))).toEqual(['take-snapshot']);
  });

  it('takes a snapshot before a release changes, without stopping what has no volumes', () => {
    const changing = (spec: DeploymentSpec) => [targetFor(spec, { run, snapshot: true })];
    expect(kinds(plan(current({ containers: [old] }), changing(aDeployment())))).toEqual([
      'take-snapshot',
    ]);
    expect(
      kinds(
        plan(current({ containers: [{ ...old, deployment: withData.id }] }), changing(withData)),
      ),
    ).toEqual(['stop-container change', 'take-snapshot']);
  });

  it('fills volumes in a fresh container that has not run', () => {
    const restoring = [
      targetFor(withData, { run, restore: { run, spec: restoreSpec, mayEmpty: true } }),
    ];
    const there = current({
      containers: [aContainer({ deployment: withData.id })],
      volumes: new Map([[dataVolume, null]]),
    });
    expect(kinds(plan(there, restoring))).toEqual([
      'stop-container change',
      'remove-container outdated',
      'remove-volumes',
      'create-container',
    ]);
    const fresh = current({
      containers: [aContainer({ deployment: withData.id, state: 'created' })],
      volumes: new Map([[dataVolume, null]]),
    });
    expect(kinds(plan(fresh, restoring))).toEqual(['restore-volumes']);
  });

  it('stops one that runs but does not answer, and lets a paused one go on', () => {
    expect(
      kinds(plan(current({ containers: [aContainer()], unhealthy: new Set(['c1']) }), targets)),
    ).toEqual(['stop-container unhealthy']);
    expect(
      kinds(plan(current({ containers: [aContainer({ state: 'paused' })] }), targets)),
    ).toEqual(['unpause-container']);
  });

  it('removes what nobody wants', () => {
    expect(kinds(plan(current({ containers: [aContainer()] }), []))).toEqual([
      'remove-container orphan',
    ]);
  });

  it('keeps the running one of two', () => {
    const steps = plan(
      current({
        containers: [aContainer({ id: 'idle', state: 'created' }), aContainer({ id: 'busy' })],
      }),
      targets,
    );
    expect(steps).toMatchObject([
      { kind: 'remove-container', container: 'idle', reason: 'duplicate' },
    ]);
  });
});
