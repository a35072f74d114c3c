import type { DeploymentId } from '@nanoedge/protocol';
import type { ContainerInfo } from '../../src/engine/engine.ts';
import { plan, type Current } from '../../src/reconcile/plan.ts';
import type { Step, StepOf } from '../../src/reconcile/step.ts';
import type { Target } from '../../src/reconcile/target.ts';
import { aContainer, device } from './plans.ts';

/**
 * A small world: the engine, and the facts that steps change. `lost` tells of volumes that went
 * without a snapshot.
 */
export interface World {
  now: Current;
  targets: Target[];
  stored: Set<DeploymentId>;
  lost: string[];
}

let made = 0;

const update = (world: World, deployment: DeploymentId | null, change: Partial<Target>): Target[] =>
  world.targets.map((one) => (one.spec.id === deployment ? { ...one, ...change } : one));

/** One that waits for its volumes is not started. */
const afterCreating = (world: World, step: StepOf<'create-container'>): World => {
  const { now } = world;
  made += 1;
  const target = world.targets.find(({ spec }) => spec.id === step.deployment);
  const restores = target?.restore !== null && target?.restore !== undefined;
  const container = aContainer({
    id: `new${made}`,
    name: target?.container ?? '',
    deployment: step.deployment,
    spec: target?.hash ?? '',
    imageId: step.spec.release.imageId,
    state: restores ? 'created' : 'running',
  });
  return {
    ...world,
    now: {
      ...now,
      containers: [...now.containers, container],
      volumes: new Map([
        ...now.volumes,
        ...(target?.volumes ?? []).map((name) => [name, null] as const),
      ]),
    },
    targets: restores ? update(world, step.deployment, { snapshot: false }) : world.targets,
  };
};

/** What went without a snapshot, and without having been asked for, is lost. */
const afterRemoving = (world: World, step: StepOf<'remove-volumes'>): World => {
  const { now } = world;
  const target = world.targets.find(({ spec }) => spec.id === step.deployment);
  const promised =
    world.stored.has(step.deployment) ||
    target?.restore?.mayEmpty === true ||
    (target?.goal === 'remove' && !target.snapshot);
  return {
    ...world,
    now: {
      ...now,
      volumes: new Map([...now.volumes].filter(([name]) => !step.volumes.includes(name))),
    },
    lost: promised ? world.lost : [...world.lost, ...step.volumes],
  };
};

/** What was removed is gone. */
const afterFinishing = (world: World, step: StepOf<'finish-run'>): World => {
  const target = world.targets.find(({ spec }) => spec.id === step.deployment);
  return {
    ...world,
    targets: update(world, step.deployment, {
      run: null,
      verdict: null,
      goal: target?.goal === 'remove' ? 'gone' : 'run',
    }),
  };
};

/** What the world looks like after a step, work beside the plan included. */
const apply = (world: World, step: Step): World => {
  const { now } = world;
  const change = (id: string, to: Partial<ContainerInfo>): World => ({
    ...world,
    now: {
      ...now,
      containers: now.containers.map((container) =>
        container.id === id ? { ...container, ...to } : container,
      ),
    },
  });
  const ended = (id: string): Pick<Current, 'unhealthy' | 'answered' | 'steady'> => ({
    unhealthy: new Set([...now.unhealthy].filter((other) => other !== id)),
    answered: new Set([...now.answered].filter((other) => other !== id)),
    steady: new Set([...now.steady].filter((other) => other !== id)),
  });
  switch (step.kind) {
    case 'remove-container': {
      const containers = now.containers.filter(({ id }) => id !== step.container);
      return { ...world, now: { ...now, ...ended(step.container), containers } };
    }
    case 'stop-container': {
      const stopped = change(step.container, { state: 'exited' });
      return { ...stopped, now: { ...stopped.now, ...ended(step.container) } };
    }
    case 'restart-container':
      return {
        ...change(step.container, { state: 'exited' }),
        targets: update(world, step.deployment, { restart: false }),
      };
    case 'retire-container':
      return change(step.container, { name: step.name });
    case 'unpause-container':
    case 'start-container':
      return change(step.container, { state: 'running' });
    case 'create-container':
      return afterCreating(world, step);
    case 'take-snapshot':
      return {
        ...world,
        stored: new Set([...world.stored, step.deployment]),
        targets: update(world, step.deployment, { snapshot: false }),
      };
    case 'remove-volumes':
      return afterRemoving(world, step);
    case 'restore-volumes':
      return { ...world, targets: update(world, step.deployment, { restore: null }) };
    case 'bring-image':
      return { ...world, now: { ...now, images: new Set([...now.images, step.release.imageId]) } };
    case 'discard-image': {
      const images = new Set([...now.images].filter((id) => id !== step.release.imageId));
      return { ...world, now: { ...now, images } };
    }
    case 'finish-run':
      return afterFinishing(world, step);
    case 'renew-network':
    case 'await-image':
    case 'await-verdict':
    case 'hold':
    case 'hold-full':
      return world;
  }
};

/** Time passes: what runs answers, and stays healthy. */
const endure = (world: World): World => {
  const running = new Set(
    world.now.containers.filter(({ state }) => state === 'running').map(({ id }) => id),
  );
  return { ...world, now: { ...world.now, answered: running, steady: running } };
};

export const ours = ({ now }: World): ContainerInfo[] =>
  now.containers.filter((container) => container.device === device);

export const waitsOnly = (steps: readonly Step[]): boolean =>
  steps.every(({ kind }) => kind === 'await-image' || kind === 'hold' || kind === 'hold-full');

/** Plans, acts and lets time pass, until time alone changes nothing any more. */
export const rounds = (start: World, visit: (world: World) => void = () => undefined): World => {
  let world = start;
  for (let round = 0; round < 16; round += 1) {
    const steps = plan(world.now, world.targets);
    for (const step of steps) {
      world = apply(world, step);
      visit(world);
    }
    world = endure(world);
    if (waitsOnly(steps) && waitsOnly(plan(world.now, world.targets))) return world;
  }
  return world;
};
