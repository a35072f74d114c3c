import { parse, RestoreSpec, RunId, type DeploymentSpec } from '@nanoedge/protocol';
import type { ContainerInfo } from '../../src/engine/engine.ts';
import type { Target } from '../../src/reconcile/target.ts';
import type { Current } from '../../src/reconcile/plan.ts';
import { aDeployment, anImage } from './builders.ts';

/** What plans are made from in tests; say only what matters. */
export const device = 'device-1';
export const otherImage = `sha256:${'b'.repeat(64)}`;
export const run = RunId.parse('run-1');
export const restoreSpec = parse(
  RestoreSpec,
  { snapshot: 's1', digest: `sha256:${'d'.repeat(64)}`, bytes: 9 },
  'restore',
);
export const archive = {
  configBytes: 1,
  layers: [{ digest: `sha256:${'e'.repeat(64)}`, bytes: 1 }],
};

export const targetFor = (spec: DeploymentSpec, change: Partial<Target> = {}): Target => ({
  spec,
  hash: 'current',
  container: `name-of-${spec.name}`,
  volumes: spec.volumes.map(({ name }) => `${spec.name}-${name}`),
  goal: 'run',
  run: null,
  verdict: null,
  snapshot: false,
  leaveOut: false,
  restore: null,
  restart: false,
  fresh: false,
  overlap: false,
  proven: null,
  ...change,
});

export const aContainer = (change: Partial<ContainerInfo> = {}): ContainerInfo => ({
  id: 'c1',
  name: 'c1',
  device,
  deployment: aDeployment().id,
  nanoservice: 'presence-detection',
  spec: 'current',
  imageId: anImage.id,
  state: 'running',
  address: '172.18.0.2',
  labels: {},
  ...change,
});

export const current = (change: Partial<Current> = {}): Current => ({
  device,
  containers: [],
  images: new Set([anImage.id, otherImage]),
  volumes: new Map(),
  unhealthy: new Set(),
  answered: new Set(),
  steady: new Set(),
  held: new Map(),
  remedies: new Map(),
  full: new Map(),
  ...change,
});
