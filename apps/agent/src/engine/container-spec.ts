import { createHash } from 'node:crypto';
import { containerKey, labels } from '@nanoedge/base';
import type { DeploymentSpec, ServiceEnvironment } from '@nanoedge/protocol';
import { containerName, networkName, volumeName } from './labels.ts';

/**
 * Everything that the engine is asked for. It says also what must never be asked for, so that one
 * validator can see it.
 */
export interface ContainerSpec {
  name: string;
  /** What to create from: the image's id. */
  image: string;
  labels: Record<string, string>;
  environment: Record<string, string>;
  network: string;
  aliases: string[];
  user: string;
  privileged: boolean;
  readonlyRootfs: boolean;
  capAdd: string[];
  capDrop: string[];
  securityOptions: string[];
  memoryBytes: number;
  memorySwapBytes: number;
  pids: number;
  binds: string[];
  volumes: { name: string; path: string }[];
  ports: { address: string; port: number }[];
  restartPolicy: string;
  log: { driver: string; options: Record<string, string> };
  /** What it finds in its key file, in a volume of its own; null: it has none. */
  secret: string | null;
}

/** The same text for the same value, whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export interface Placement {
  device: string;
  /** Where this device's published ports listen. */
  address: string;
}

/**
 * Turns a deployment into the one container that runs it, but for its secret. Pure; the label
 * `spec` is a hash of all the rest.
 */
export const containerSpec = (deployment: DeploymentSpec, placement: Placement): ContainerSpec => {
  const environment: ServiceEnvironment = {
    deployment: deployment.id,
    nanoservice: deployment.nanoservice,
    version: deployment.release.version,
    gateway: null,
    peers: deployment.peers,
    key: `${containerKey.folder}/${containerKey.file}`,
    config: deployment.config,
  };
  const place = { device: placement.device, deployment: deployment.name };
  const spec: ContainerSpec = {
    name: containerName(placement.device, deployment.name),
    image: deployment.release.imageId,
    labels: {
      [labels.device]: placement.device,
      [labels.deployment]: deployment.id,
      [labels.name]: deployment.name,
      [labels.nanoservice]: deployment.nanoservice,
      // Volumes that are filled anew make a new container, also where nothing else differs
      ...(deployment.restore === null
        ? {}
        : { [labels.restore]: `${deployment.change ?? ''} ${deployment.restore.snapshot}` }),
    },
    environment: { NANOEDGE_CONFIG: canonical(environment) },
    network: networkName(placement.device),
    aliases: [deployment.name],
    user: '65532:65532',
    privileged: false,
    readonlyRootfs: true,
    capAdd: [],
    capDrop: ['ALL'],
    securityOptions: ['no-new-privileges'],
    memoryBytes: deployment.limits.memoryBytes,
    memorySwapBytes: deployment.limits.memoryBytes,
    pids: deployment.limits.pids,
    binds: [],
    volumes: deployment.volumes.map(({ name, path }) => ({ name: volumeName(place, name), path })),
    ports: deployment.port === null ? [] : [{ address: placement.address, port: deployment.port }],
    restartPolicy: 'no',
    log: { driver: 'json-file', options: { 'max-size': '1m', 'max-file': '2' } },
    secret: null,
  };
  const hash = createHash('sha256').update(canonical(spec)).digest('hex').slice(0, 32);
  return { ...spec, labels: { ...spec.labels, [labels.spec]: hash } };
};

/** The hash that a container made from `spec` carries. */
export const specHash = (spec: ContainerSpec): string => spec.labels[labels.spec] ?? '';
