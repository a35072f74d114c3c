import { containerKey, labels } from '@nanoedge/base';
import { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import { EngineRefused } from '../errors.ts';
import { specHash, type ContainerSpec } from './container-spec.ts';
import type { ContainerDetail } from './engine.ts';
import { fakeFile, type FakeVolume } from './fake-disk.ts';

/** A container of the engine in memory. */
export interface FakeContainer extends ContainerDetail {
  log: string[];
  mounts: { path: string; volume: string }[];
  /** The volume with its secret, which no list shows and which goes with it. */
  keyFolder: FakeVolume | null;
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
  keyFolder:
    spec.secret === null
      ? null
      : new Map([[containerKey.file, fakeFile(spec.secret, { mode: 0o400 })]]),
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
  keyFolder: null,
});

/** What a container has at a path; `volume` finds one by its name. Throws EngineRefused. */
export const mountedIn = (
  { id, mounts, keyFolder }: FakeContainer,
  path: string,
  volume: (name: string) => FakeVolume,
): FakeVolume => {
  if (keyFolder !== null && path === containerKey.folder) return keyFolder;
  const mount = mounts.find((candidate) => candidate.path === path);
  if (mount === undefined)
    throw new EngineRefused(404, `Could not find the file ${path} in container ${id}`);
  return volume(mount.volume);
};

/** Throws EngineRefused when another container than `self` has this name. */
export const requireFree = (
  all: Iterable<FakeContainer>,
  name: string,
  self: FakeContainer | null = null,
): void => {
  if ([...all].some((other) => other !== self && other.name === name))
    throw new EngineRefused(409, `Conflict. The container name "/${name}" is already in use`);
};
