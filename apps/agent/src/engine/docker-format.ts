import { coapPort, containerKey, labels } from '@nanoedge/base';
import type { ContainerCreateOptions, MountSettings } from 'dockerode';
import type { ContainerSpec } from './container-spec.ts';

const servicePort = `${String(coapPort)}/udp`;

/** `isEmpty`: what the image ships in a folder does not go into its volume. */
export const mountsOf = (
  { labels: own, volumes }: ContainerSpec,
  isEmpty: boolean,
): MountSettings[] =>
  volumes.map(({ name, path }) => ({
    Type: 'volume',
    Source: name,
    Target: path,
    VolumeOptions: {
      NoCopy: isEmpty,
      Labels: {
        [labels.device]: own[labels.device] ?? '',
        [labels.name]: own[labels.name] ?? '',
      },
      DriverConfig: { Name: 'local', Options: {} },
    },
  }));

/** For its key: a volume without a name, which the engine takes away with the container. */
const keyMount = ({ labels: own }: ContainerSpec): MountSettings => ({
  Type: 'volume',
  Source: '',
  Target: containerKey.folder,
  VolumeOptions: {
    NoCopy: true,
    Labels: { [labels.keyOf]: own[labels.device] ?? '' },
    DriverConfig: { Name: 'local', Options: {} },
  },
});

/**
 * The engine's create body for a spec; says everything explicitly, nothing is left to the engine's
 * defaults.
 */
export const createBody = (spec: ContainerSpec): ContainerCreateOptions => {
  return {
    name: spec.name,
    Image: spec.image,
    Labels: spec.labels,
    User: spec.user,
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    ExposedPorts: { [servicePort]: {} },
    StopSignal: 'SIGTERM',
    // The agent asks /health itself; a probe of the image's own may hang and pile up processes
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      NetworkMode: spec.network,
      Privileged: spec.privileged,
      ReadonlyRootfs: spec.readonlyRootfs,
      CapAdd: spec.capAdd,
      CapDrop: spec.capDrop,
      SecurityOpt: spec.securityOptions,
      Memory: spec.memoryBytes,
      MemorySwap: spec.memorySwapBytes,
      PidsLimit: spec.pids,
      Binds: spec.binds,
      // What a snapshot is put into holds nothing else, whatever the image ships there
      Mounts: [
        ...mountsOf(spec, spec.labels[labels.restore] !== undefined),
        ...(spec.secret === null ? [] : [keyMount(spec)]),
      ],
      PortBindings: {
        [servicePort]: spec.ports.map(({ address, port }) => ({
          HostIp: address,
          HostPort: String(port),
        })),
      },
      RestartPolicy: { Name: spec.restartPolicy },
      LogConfig: { Type: spec.log.driver, Config: spec.log.options },
    },
    NetworkingConfig: { EndpointsConfig: { [spec.network]: { Aliases: spec.aliases } } },
  };
};

/**
 * Lines of a log without a terminal: frames of an 8-byte header (stream, 0, 0, 0, length) and their
 * text.
 */
export const demultiplexLog = (raw: Buffer): string[] => {
  const texts: string[] = [];
  let offset = 0;
  while (offset + 8 <= raw.length) {
    const end = offset + 8 + raw.readUInt32BE(offset + 4);
    texts.push(raw.subarray(offset + 8, end).toString('utf8'));
    offset = end;
  }
  return texts
    .join('')
    .split('\n')
    .filter((line) => line !== '');
};

/**
 * Memory in use without the page cache that the kernel may take back, as `docker stats` counts it;
 * null when not running.
 */
export const workingSet = (memory: { usage?: number; stats?: object }): number | null => {
  if (memory.usage === undefined) return null;
  const counters: Record<string, unknown> = { ...memory.stats };
  const cache = counters['total_inactive_file'] ?? counters['inactive_file'];
  return Math.max(0, memory.usage - (typeof cache === 'number' ? cache : 0));
};
