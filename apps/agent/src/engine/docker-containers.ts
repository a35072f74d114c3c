import { labels } from '@nanoedge/base';
import type Docker from 'dockerode';
import { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import type { ContainerDetail, ContainerInfo, ContainerState } from './engine.ts';
import { networkName } from './labels.ts';

const states: readonly ContainerState[] = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
];

const stateOf = (text: string): ContainerState => states.find((state) => state === text) ?? 'dead';

const addressIn = (
  networks: Record<string, { IPAddress: string }>,
  device: string,
): string | null => {
  const address = networks[networkName(device)]?.IPAddress ?? '';
  return address === '' ? null : address;
};

const fromLabels = (
  all: Record<string, string>,
): Pick<ContainerInfo, 'device' | 'deployment' | 'nanoservice' | 'spec' | 'labels'> => {
  const deployment = DeploymentId.safeParse(all[labels.deployment]);
  const nanoservice = NanoserviceName.safeParse(all[labels.nanoservice]);
  return {
    device: all[labels.device] ?? '',
    deployment: deployment.success ? deployment.data : null,
    nanoservice: nanoservice.success ? nanoservice.data : null,
    spec: all[labels.spec] ?? '',
    labels: all,
  };
};

/** An entry of the engine's list, as `device` sees it. */
export const listed = (entry: Docker.ContainerInfo, device: string): ContainerInfo => ({
  id: entry.Id,
  name: (entry.Names[0] ?? '').replace(/^\//, ''),
  ...fromLabels(entry.Labels),
  imageId: entry.ImageID,
  state: stateOf(entry.State),
  address: addressIn(entry.NetworkSettings.Networks, device),
});

/** The engine's long answer about one container. */
export const inspected = (found: Docker.ContainerInspectInfo, device: string): ContainerDetail => {
  const started = Date.parse(found.State.StartedAt);
  return {
    id: found.Id,
    name: found.Name.replace(/^\//, ''),
    ...fromLabels(found.Config.Labels),
    imageId: found.Image,
    state: stateOf(found.State.Status),
    address: addressIn(found.NetworkSettings.Networks, device),
    exitCode: found.State.Running ? null : found.State.ExitCode,
    startedAt: started > 0 ? started : null,
  };
};
