import { coapPort, labels, serviceMemoryBytes } from '@nanoedge/base';
import { containerProblems } from '@nanoedge/words';
import { SpecRefused } from '../errors.ts';
import type { ContainerSpec } from './container-spec.ts';

const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((x, i) => x === right[i]);

/** What is wrong with a spec, in words; empty when it may be created. */
export const specProblems = (spec: ContainerSpec, device: string): string[] => {
  const volumePrefix = `${spec.network}-`;
  const checks: [boolean, string][] = [
    [spec.labels[labels.device] === device, containerProblems.deviceLabel(device)],
    [(spec.labels[labels.deployment] ?? '') !== '', containerProblems.deploymentLabel],
    [(spec.labels[labels.spec] ?? '') !== '', containerProblems.specLabel],
    [spec.readonlyRootfs, containerProblems.rootfs],
    [!spec.privileged, containerProblems.privileged],
    [spec.capAdd.length === 0, containerProblems.addsCapabilities],
    [same(spec.capDrop, ['ALL']), containerProblems.keepsCapabilities],
    [same(spec.securityOptions, ['no-new-privileges']), containerProblems.privileges],
    [spec.user === '65532:65532', containerProblems.user],
    [
      spec.memoryBytes >= serviceMemoryBytes.least && spec.memoryBytes <= serviceMemoryBytes.most,
      containerProblems.memory,
    ],
    [spec.memorySwapBytes === spec.memoryBytes, containerProblems.swap],
    [
      Number.isInteger(spec.pids) && spec.pids >= 1 && spec.pids <= 512,
      containerProblems.processes,
    ],
    [spec.binds.length === 0, containerProblems.binds],
    [spec.volumes.every(({ name }) => name.startsWith(volumePrefix)), containerProblems.volumes],
    [
      spec.volumes.every(({ path }) => /^\/[A-Za-z0-9/_-]+$/.test(path) && !path.includes('..')),
      containerProblems.volumePaths,
    ],
    [
      spec.ports.every(
        ({ address }) => /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address !== '0.0.0.0',
      ),
      containerProblems.addresses,
    ],
    [
      spec.ports.every(({ port }) => port >= 1024 && port <= 65_535 && port !== coapPort),
      containerProblems.ports(coapPort),
    ],
    [spec.restartPolicy === 'no', containerProblems.restarts],
    [
      spec.log.driver === 'json-file' && spec.log.options['max-size'] === '1m',
      containerProblems.log,
    ],
    [spec.network.startsWith('nanoedge-'), containerProblems.network],
    [
      Object.keys(spec.environment).every((name) => name === 'NANOEDGE_CONFIG'),
      containerProblems.environment,
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
};

/** Stands in front of every create. Throws SpecRefused with every problem. */
export const validateSpec = (spec: ContainerSpec, device: string): void => {
  const problems = specProblems(spec, device);
  if (problems.length > 0) throw new SpecRefused(spec.name, problems);
};
