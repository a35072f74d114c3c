import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EpochMs, type DeploymentId, type DeploymentSpec } from '@nanoedge/protocol';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import type { ContainerInfo, ContainerState } from '../engine/engine.ts';
import { plan, type Current, type Wanted } from './plan.ts';
import { isAction, type Step } from './step.ts';

const device = 'device-1';
const names = ['presence-detection-a', 'bluetooth-scanner-a', 'meeting-room'];
const otherImage = `sha256:${'b'.repeat(64)}`;

const wantedFor = (spec: DeploymentSpec, hash = 'current'): Wanted => ({ spec, hash });

const aContainer = (change: Partial<ContainerInfo> = {}): ContainerInfo => ({
  id: 'c1',
  name: 'c1',
  device,
  deployment: aDeployment().id,
  nanoservice: 'presence-detection',
  spec: 'current',
  imageId: anImage.id,
  state: 'running',
  address: '172.18.0.2',
  ...change,
});

const current = (change: Partial<Current> = {}): Current => ({
  device,
  containers: [],
  images: new Set([anImage.id, otherImage]),
  unhealthy: new Set(),
  held: new Map(),
  ...change,
});

const kinds = (steps: Step[]): string[] =>
  steps.map((step) => (step.kind === 'remove-container' ? `${step.kind} ${step.reason}` : step.kind));

describe('the plan', () => {
  const wanted = [wantedFor(aDeployment())];

  it('is empty when everything runs as it should', () => {
    expect(plan(current({ containers: [aContainer()] }), wanted)).toEqual([]);
  });

  it('creates what is missing', () => {
    expect(kinds(plan(current(), wanted))).toEqual(['create-container']);
  });

  it('starts one that has exited instead of making another', () => {
    expect(kinds(plan(current({ containers: [aContainer({ state: 'exited' })] }), wanted))).toEqual(['start-container']);
  });

  it('waits while the back-off has not passed', () => {
    const held = new Map([[aDeployment().id, EpochMs.parse(5)]]);
    expect(kinds(plan(current({ held }), wanted))).toEqual(['hold']);
    expect(kinds(plan(current({ held, containers: [aContainer({ state: 'exited' })] }), wanted))).toEqual(['hold']);
  });

  it('keeps the old release running until the image of the new one is here', () => {
    const old = aContainer({ spec: 'before' });
    expect(kinds(plan(current({ containers: [old], images: new Set() }), wanted))).toEqual(['await-image']);
    expect(kinds(plan(current({ containers: [old] }), wanted))).toEqual(['remove-container outdated']);
  });

  it('replaces a container whose image moved on under the same reference', () => {
    expect(kinds(plan(current({ containers: [aContainer({ imageId: otherImage })] }), wanted))).toEqual(['remove-container outdated']);
  });

  it('stops one that runs but does not answer', () => {
    expect(kinds(plan(current({ containers: [aContainer()], unhealthy: new Set(['c1']) }), wanted))).toEqual(['stop-container']);
  });

  it('removes what nobody wants', () => {
    expect(kinds(plan(current({ containers: [aContainer()] }), []))).toEqual(['remove-container orphan']);
  });

  it('keeps the running one of two', () => {
    const steps = plan(current({ containers: [aContainer({ id: 'idle', state: 'created' }), aContainer({ id: 'busy' })] }), wanted);
    expect(steps).toMatchObject([{ kind: 'remove-container', container: 'idle', reason: 'duplicate' }]);
  });
});

const state = fc.constantFrom<ContainerState>('created', 'running', 'paused', 'exited', 'dead');
const anyContainer = fc.record({
  device: fc.constantFrom(device, device, device, 'device-2'),
  name: fc.constantFrom(...names, 'nobody'),
  spec: fc.constantFrom('current', 'before'),
  imageId: fc.constantFrom(anImage.id, otherImage),
  state,
});
const anyCurrent = fc
  .record({
    containers: fc.array(anyContainer, { maxLength: 8 }),
    images: fc.subarray([anImage.id]),
    unhealthy: fc.subarray(['c0', 'c1', 'c2', 'c3']),
    held: fc.subarray(names),
  })
  .map(({ containers, images, unhealthy, held }) =>
    current({
      containers: containers.map(({ name, ...rest }, index) =>
        aContainer({ id: `c${index}`, deployment: aDeployment({ name }).id, ...rest }),
      ),
      images: new Set(images),
      unhealthy: new Set(unhealthy),
      held: new Map(held.map((name) => [aDeployment({ name }).id, EpochMs.parse(9)])),
    }),
  );
const anyDesired = fc.subarray(names).map((chosen) => chosen.map((name) => wantedFor(aDeployment({ name }))));

let made = 0;
/** What an engine looks like after a step. */
const apply = (before: Current, step: Step): Current => {
  const change = (id: string, to: Partial<ContainerInfo>): Current => ({
    ...before,
    containers: before.containers.map((container) => (container.id === id ? { ...container, ...to } : container)),
  });
  switch (step.kind) {
    case 'remove-container':
      return { ...before, containers: before.containers.filter(({ id }) => id !== step.container) };
    case 'stop-container':
      return {
        ...change(step.container, { state: 'exited' }),
        unhealthy: new Set([...before.unhealthy].filter((id) => id !== step.container)),
      };
    case 'start-container':
      return change(step.container, { state: 'running' });
    case 'create-container':
      made += 1;
      return { ...before, containers: [...before.containers, aContainer({ id: `new${made}`, deployment: step.deployment })] };
    case 'await-image':
    case 'hold':
      return before;
  }
};

const perDeployment = ({ containers }: Current): Map<DeploymentId | null, number> => {
  const counts = new Map<DeploymentId | null, number>();
  for (const { device: owner, deployment } of containers) if (owner === device) counts.set(deployment, (counts.get(deployment) ?? 0) + 1);
  return counts;
};

describe('from whatever runs to whatever is desired', () => {
  it('converges in a few rounds, to at most one container each, and to none that nobody wants', () => {
    fc.assert(
      fc.property(anyCurrent, anyDesired, (start, desired) => {
        let now = start;
        let rounds = 0;
        for (; rounds < 5 && plan(now, desired).some(isAction); rounds += 1) now = plan(now, desired).reduce(apply, now);
        expect(plan(now, desired).some(isAction)).toBe(false);
        const counts = perDeployment(now);
        for (const [deployment, count] of counts) {
          expect(desired.map(({ spec }) => spec.id)).toContain(deployment);
          // an old release stays beside nothing else while its successor's image is missing
          if (now.images.has(anImage.id)) expect(count).toBe(1);
        }
        for (const { spec } of desired) {
          const blocked = start.held.has(spec.id) || !start.images.has(anImage.id);
          if (!blocked) expect(counts.get(spec.id)).toBe(1);
        }
      }),
    );
  });

  it('never makes a second container for a deployment, at no step on the way', () => {
    fc.assert(
      fc.property(anyCurrent, anyDesired, (start, desired) => {
        let now = start;
        for (const step of plan(now, desired)) {
          const before = perDeployment(now).get(step.deployment) ?? 0;
          now = apply(now, step);
          if (step.kind === 'create-container') expect(before).toBe(0);
        }
      }),
    );
  });

  it('never touches a container of another device', () => {
    fc.assert(
      fc.property(anyCurrent, anyDesired, (start, desired) => {
        const foreign = new Set(start.containers.filter((container) => container.device !== device).map(({ id }) => id));
        for (const step of plan(start, desired)) if ('container' in step) expect(foreign.has(step.container)).toBe(false);
      }),
    );
  });
});
