import { coapPort, labels, serviceMemoryBytes } from '@nanoedge/base';
import { SpecRefused } from '../errors.ts';
import type { ContainerSpec } from './container-spec.ts';

const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((x, i) => x === right[i]);

/** What is wrong with a spec, in words; empty when it may be created. */
export const specProblems = (spec: ContainerSpec, device: string): string[] => {
  const volumePrefix = `${spec.network}-`;
  const checks: [boolean, string][] = [
    [spec.labels[labels.device] === device, `must carry the label of device ${device}`],
    [(spec.labels[labels.deployment] ?? '') !== '', 'must carry the label of its deployment'],
    [(spec.labels[labels.spec] ?? '') !== '', 'must carry the hash of its spec'],
    [spec.readonlyRootfs, 'the root file system must be read-only'],
    [!spec.privileged, 'must not be privileged'],
    [spec.capAdd.length === 0, 'must not add capabilities'],
    [same(spec.capDrop, ['ALL']), 'must drop all capabilities'],
    [
      same(spec.securityOptions, ['no-new-privileges']),
      'must set no-new-privileges and nothing else',
    ],
    [spec.user === '65532:65532', 'must run as 65532:65532'],
    [
      spec.memoryBytes >= serviceMemoryBytes.least && spec.memoryBytes <= serviceMemoryBytes.most,
      'memory must be 6 to 16 MiB',
    ],
    [spec.memorySwapBytes === spec.memoryBytes, 'must not swap'],
    [
      Number.isInteger(spec.pids) && spec.pids >= 1 && spec.pids <= 512,
      'must limit its processes (1 to 512)',
    ],
    [spec.binds.length === 0, 'must not mount folders of the host'],
    [
      spec.volumes.every(({ name }) => name.startsWith(volumePrefix)),
      'volumes must be its own named volumes',
    ],
    [
      spec.volumes.every(({ path }) => /^\/[A-Za-z0-9/_-]+$/.test(path) && !path.includes('..')),
      'volume paths must be absolute',
    ],
    [
      spec.ports.every(
        ({ address }) => /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address !== '0.0.0.0',
      ),
      'ports must bind one address',
    ],
    [
      spec.ports.every(({ port }) => port >= 1024 && port <= 65_535 && port !== coapPort),
      `ports must be 1024 to 65535, without ${String(coapPort)}`,
    ],
    [spec.restartPolicy === 'no', 'must leave restarts to the agent'],
    [
      spec.log.driver === 'json-file' && spec.log.options['max-size'] === '1m',
      'must keep a bounded log',
    ],
    [spec.network.startsWith('nanoedge-'), "must be on the device's own network"],
    [
      Object.keys(spec.environment).every((name) => name === 'NANOEDGE_CONFIG'),
      'must get its settings in NANOEDGE_CONFIG only',
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
};

/** Stands in front of every create. Throws SpecRefused with every problem. */
export const validateSpec = (spec: ContainerSpec, device: string): void => {
  const problems = specProblems(spec, device);
  if (problems.length > 0) throw new SpecRefused(spec.name, problems);
};
