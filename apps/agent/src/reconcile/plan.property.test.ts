import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EpochMs, type DeploymentId } from '@nanoedge/protocol';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import {
  aContainer,
  archive,
  current,
  device,
  otherImage,
  restoreSpec,
  run,
  targetFor,
} from '../../test/support/plans.ts';
import { ours, rounds, type World } from '../../test/support/plan-world.ts';
import type { ContainerState } from '../engine/engine.ts';
import { plan } from './plan.ts';
import { isAction } from './step.ts';

const names = ['presence-detection-a', 'bluetooth-scanner-a', 'meeting-room'];

const state = fc.constantFrom<ContainerState>('created', 'running', 'paused', 'exited', 'dead');
const anyContainer = fc.record({
  device: fc.constantFrom(device, device, device, 'device-2'),
  deployment: fc.constantFrom(...names, 'nobody').map((name) => aDeployment({ name }).id),
  spec: fc.constantFrom('current', 'before'),
  imageId: fc.constantFrom(anImage.id, otherImage),
  name: fc.constantFrom(...names.map((name) => `name-of-${name}`), 'aside'),
  state,
});
const anyTarget = fc
  .record({
    name: fc.constantFrom(...names),
    hasVolume: fc.boolean(),
    brought: fc.constantFrom({}, { archive }, { pull: true }),
    kind: fc.constantFrom(
      'none',
      'change',
      'restore',
      'restart',
      'remove',
      'remove-unsaved',
      'back',
    ),
    proven: fc.constantFrom(null, 'current', 'before'),
    overlap: fc.boolean(),
  })
  .map(({ name, hasVolume, brought, kind, proven, overlap }) => {
    const spec = aDeployment({
      name,
      volumes: hasVolume ? [{ name: 'data', path: '/data' }] : [],
      release: { version: '1', image: anImage.reference, imageId: anImage.id, ...brought },
    });
    const removes = kind === 'remove' || kind === 'remove-unsaved';
    return targetFor(spec, {
      goal: removes ? 'remove' : 'run',
      run: kind === 'none' ? null : run,
      verdict: kind === 'back' ? 'rolled-back' : null,
      snapshot: kind === 'remove' || kind === 'restore' || kind === 'change',
      restore: kind === 'restore' ? { run, spec: restoreSpec, mayEmpty: false } : null,
      restart: kind === 'restart',
      overlap: overlap && !hasVolume,
      proven,
    });
  });
const anyWorld = fc
  .record({
    containers: fc.array(anyContainer, { maxLength: 8 }),
    images: fc.subarray([anImage.id]),
    volumes: fc.subarray(names.map((name) => `${name}-data`)),
    unhealthy: fc.subarray(['c0', 'c1', 'c2', 'c3']),
    held: fc.subarray(names),
    targets: fc.uniqueArray(anyTarget, { selector: ({ spec }) => spec.id, maxLength: 3 }),
  })
  .map(
    ({ containers, images, volumes, unhealthy, held, targets }): World => ({
      now: current({
        containers: containers.map((rest, index) => aContainer({ id: `c${index}`, ...rest })),
        images: new Set(images),
        volumes: new Map(volumes.map((name) => [name, null])),
        unhealthy: new Set(unhealthy),
        held: new Map(held.map((name) => [aDeployment({ name }).id, EpochMs.parse(9)])),
      }),
      targets,
      stored: new Set(),
      lost: [],
    }),
  );

describe('from whatever runs to whatever is desired', () => {
  it('converges to one container for each deployment, and to none of what is not wanted', () => {
    fc.assert(
      fc.property(anyWorld, (start) => {
        const end = rounds(start);
        expect(
          plan(end.now, end.targets).filter((step) => !['await-image', 'hold'].includes(step.kind)),
        ).toEqual([]);
        for (const { spec, goal } of end.targets) {
          const mine = ours(end).filter(({ deployment }) => deployment === spec.id);
          const isThere =
            spec.release.pull || spec.release.archive !== null || start.now.images.has(anImage.id);
          const isBlocked = start.now.held.has(spec.id) || !isThere;
          if (goal === 'gone') expect(mine).toEqual([]);
          else if (!isBlocked) expect(mine).toMatchObject([{ state: 'running', spec: 'current' }]);
        }
        for (const { deployment } of ours(end))
          expect(end.targets.map(({ spec }) => spec.id)).toContain(deployment);
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses no volume that is not in a stored snapshot, unless that was asked for by name', () => {
    fc.assert(
      fc.property(anyWorld, (start) => {
        expect(rounds(start).lost).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never runs two containers of one deployment side by side that it started, unless they may', () => {
    fc.assert(
      fc.property(anyWorld, (start) => {
        const running = (world: World, id: DeploymentId): number =>
          ours(world).filter(
            (container) => container.deployment === id && container.state === 'running',
          ).length;
        const before = new Map(
          start.targets.map(({ spec }) => [spec.id, Math.max(1, running(start, spec.id))]),
        );
        rounds(start, (world) => {
          for (const { spec, overlap } of world.targets) {
            if (!overlap)
              expect(running(world, spec.id)).toBeLessThanOrEqual(before.get(spec.id) ?? 1);
          }
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('never touches a container of another device', () => {
    fc.assert(
      fc.property(anyWorld, (start) => {
        const foreign = new Set(
          start.now.containers
            .filter((container) => container.device !== device)
            .map(({ id }) => id),
        );
        for (const step of plan(start.now, start.targets)) {
          if ('container' in step && step.container !== null)
            expect(foreign.has(step.container)).toBe(false);
          expect(isAction(step) || step.deployment !== null).toBe(true);
        }
      }),
    );
  });
});
