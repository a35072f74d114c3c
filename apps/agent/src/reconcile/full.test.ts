import { describe, expect, it } from 'vitest';
import { aDeployment, anImage } from '../../test/support/builders.ts';
import {
  aContainer,
  archive,
  current,
  otherImage,
  run,
  targetFor,
} from '../../test/support/plans.ts';
import { plan } from './plan.ts';
import type { Target } from './target.ts';

const deployment = aDeployment({ volumes: [{ name: 'data', path: '/data' }] });
const newer = aDeployment({
  volumes: deployment.volumes,
  release: { version: '2', image: 'nanoedge/presence-detection:2', imageId: otherImage, archive },
});
const full = new Map([[deployment.id, 'too much']]);
const hold = { kind: 'hold-full', deployment: deployment.id, detail: 'too much' };
const stopOf = (container: string) => ({
  kind: 'stop-container',
  deployment: deployment.id,
  container,
  reason: 'full',
});
const planned = (
  now: Parameters<typeof current>[0],
  target: Partial<Target> = {},
  spec = deployment,
) => plan(current({ full, ...now }), [targetFor(spec, target)]);

describe('while a volume is full', () => {
  it('everything that writes to it is stopped, and nothing is removed', () => {
    const containers = [
      aContainer(),
      aContainer({ id: 'c2', state: 'paused' }),
      aContainer({ id: 'c3', spec: 'older' }),
      aContainer({ id: 'c4', state: 'exited' }),
    ];
    expect(planned({ containers })).toEqual([stopOf('c1'), stopOf('c2'), stopOf('c3'), hold]);
  });

  it.each(['exited', 'created', 'dead'] as const)('one that is %s is left so', (state) => {
    expect(planned({ containers: [aContainer({ state })] })).toEqual([hold]);
  });

  it('no container is made', () => {
    expect(planned({})).toEqual([hold]);
  });

  it('a run tries what it brings', () => {
    const containers = [aContainer({ state: 'exited' })];
    expect(planned({ containers }, { run })).toMatchObject([{ kind: 'start-container' }]);
    expect(planned({ containers: [aContainer()] }, { run })).toMatchObject([
      { kind: 'await-verdict' },
    ]);
  });

  it('what ran before does not write on while the image of a change is on its way', () => {
    const containers = [aContainer({ spec: 'older' })];
    const images = new Set([anImage.id]);
    expect(planned({ containers, images }, { run }, newer)).toEqual([stopOf('c1')]);
    containers[0] = aContainer({ spec: 'older', state: 'exited' });
    expect(planned({ containers, images }, { run }, newer)).toMatchObject([
      { kind: 'bring-image' },
    ]);
  });

  it('the deployment can be removed', () => {
    const containers = [aContainer({ state: 'exited' })];
    expect(planned({ containers }, { goal: 'remove', run, snapshot: true })).toMatchObject([
      { kind: 'take-snapshot' },
    ]);
  });

  it('other deployments go on', () => {
    const other = aDeployment({ name: 'other' });
    const containers = [aContainer({ deployment: other.id })];
    expect(plan(current({ full, containers }), [targetFor(other)])).toEqual([]);
  });
});
