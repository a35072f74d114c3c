import { labels } from '@nanoedge/base';
import { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import { specHash, type ContainerSpec } from './container-spec.ts';
import type { ContainerDetail } from './engine.ts';

/** A container of the engine in memory. */
export interface FakeContainer extends ContainerDetail {
  log: string[];
  mounts: { path: string; volume: string }[];
}

/** As it is after `docker create`. */
export const createdContainer = (
  spec: ContainerSpec,
  { id, device, imageId }: { id: string; device: string; imageId: string },
): FakeContainer => ({
  id,
  name: spec.name,
  device,
  deployment: DeploymentId.parse(spec.labels[labels.deployment]),
  nanoservice: NanoserviceName.parse(spec.labels[labels.nanoservice]),
  spec: specHash(spec),
  imageId,
  state: 'created',
  address: null,
  exitCode: 0,
  startedAt: null,
  labels: { ...spec.labels },
  log: [],
  mounts: spec.volumes.map(({ name, path }) => ({ path, volume: name })),
});

/** A running one that somebody else made. */
export const foreignContainer = (id: string, device: string): FakeContainer => ({
  id,
  name: `foreign-${id}`,
  device,
  deployment: null,
  nanoservice: null,
  spec: '',
  imageId: 'sha256:0',
  labels: { [labels.device]: device },
  state: 'running',
  address: null,
  exitCode: null,
  startedAt: 0,
  log: [],
  mounts: [],
});
