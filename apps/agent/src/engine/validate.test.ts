import { describe, expect, it } from 'vitest';
import { aDeployment } from '../../test/support/builders.ts';
import { containerSpec, specHash, type ContainerSpec } from './container-spec.ts';
import { specProblems } from './validate.ts';

const placement = { device: 'd1', address: '172.18.0.1' };
const good = containerSpec(
  aDeployment({ port: 5684, volumes: [{ name: 'data', path: '/data' }] }),
  placement,
);
const problems = (change: Partial<ContainerSpec>): string[] =>
  specProblems({ ...good, ...change }, 'd1');

describe('the validator of container specs', () => {
  it('accepts what a deployment becomes', () => {
    expect(specProblems(good, 'd1')).toEqual([]);
  });

  it.each<[string, Partial<ContainerSpec>]>([
    ['a writable root', { readonlyRootfs: false }],
    ['privileges', { privileged: true }],
    ['an added capability', { capAdd: ['NET_ADMIN'] }],
    ['capabilities that are not dropped', { capDrop: [] }],
    ['new privileges', { securityOptions: [] }],
    [
      'an unconfined seccomp profile',
      { securityOptions: ['no-new-privileges', 'seccomp=unconfined'] },
    ],
    ['root', { user: '0:0' }],
    ['too much memory', { memoryBytes: 17 * 1024 * 1024, memorySwapBytes: 17 * 1024 * 1024 }],
    ['swap', { memorySwapBytes: -1 }],
    ['unlimited processes', { pids: 0 }],
    ['a folder of the host', { binds: ['/var/run/docker.sock:/docker.sock'] }],
    ['the volume of somebody else', { volumes: [{ name: 'nanoedge-d2-x-data', path: '/data' }] }],
    ['a path that climbs', { volumes: [{ name: 'nanoedge-d1-x-data', path: '/data/../etc' }] }],
    ['a port on all addresses', { ports: [{ address: '0.0.0.0', port: 5684 }] }],
    ['a privileged port', { ports: [{ address: '172.18.0.1', port: 53 }] }],
    ["the gateway's port", { ports: [{ address: '172.18.0.1', port: 5683 }] }],
    ['restarts by the engine', { restartPolicy: 'always' }],
    ['an endless log', { log: { driver: 'json-file', options: {} } }],
    ["the host's network", { network: 'host' }],
    ['other settings', { environment: { NANOEDGE_CONFIG: '{}', LD_PRELOAD: 'x' } }],
    ["another device's label", { labels: { ...good.labels, 'io.nanoedge.device': 'd2' } }],
  ])('refuses %s', (_, change) => {
    expect(problems(change)).not.toEqual([]);
  });
});

describe('the hash of a spec', () => {
  const hash = (change: Record<string, unknown>, address = '172.18.0.1'): string =>
    specHash(containerSpec(aDeployment(change), { device: 'd1', address }));

  it('does not depend on the order of keys', () => {
    expect(hash({ config: { a: 1, b: { c: 2, d: 3 } } })).toBe(
      hash({ config: { b: { d: 3, c: 2 }, a: 1 } }),
    );
  });

  it('changes with the config, the peers, and the address of a published port', () => {
    const plain = hash({ port: 5684 });
    expect(hash({ port: 5684, config: { a: 1 } })).not.toBe(plain);
    expect(hash({ port: 5684, peers: { x: 'coap://10.0.0.1:5684' } })).not.toBe(plain);
    expect(hash({ port: 5684 }, '172.19.0.1')).not.toBe(plain);
    expect(hash({ port: null }, '172.19.0.1')).toBe(hash({ port: null }));
  });
});
