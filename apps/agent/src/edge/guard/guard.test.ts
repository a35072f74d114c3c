import { ManualClock } from '@nanoedge/base/testing';
import { DeploymentId } from '@nanoedge/protocol';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { aDeployment } from '../../../test/support/builders.ts';
import type { ContainerInfo } from '../../engine/engine.ts';
import { Guard } from './guard.ts';
import { guardedEdges, rulesetOf } from './ruleset.ts';

const deployment = (name: string, peers: Record<string, string> = {}, network = false) =>
  aDeployment({
    id: DeploymentId.parse(`${name}-1`),
    name: name as never,
    peers: peers as never,
    network,
  });
const at = (name: string, address: string) => ({
  deployment: DeploymentId.parse(`${name}-1`),
  address,
});

const bell = deployment('bell', { hall: 'coap://hall', far: 'coap://10.0.0.9:5701' });
const hall = deployment('hall');
const site = {
  device: 'door',
  bridge: { name: 'br-1', gateway: '172.18.0.1', subnet: '172.18.0.0/16' },
  services: [at('bell', '172.18.0.2'), at('hall', '172.18.0.3')],
  deployments: [bell, hall],
};

describe('the rules of a device', () => {
  it('have an edge for each peer, where it is', () => {
    expect(guardedEdges(site)).toEqual([
      { from: '172.18.0.2', to: '172.18.0.3', port: 5683, inside: true },
      { from: '172.18.0.2', to: '10.0.0.9', port: 5701, inside: false },
    ]);
  });

  it('have none for a peer that does not run', () => {
    expect(guardedEdges({ ...site, services: [at('bell', '172.18.0.2')] })).toHaveLength(1);
  });

  it('let nothing out of the bridge but that', () => {
    const rules = rulesetOf(site);
    expect(rules).toContain('ip saddr 172.18.0.2 ip daddr 172.18.0.3 udp dport 5683 accept');
    expect(rules).toContain('ct original ip daddr 10.0.0.9 ct original proto-dst 5701 accept');
    expect(rules).not.toContain('ip saddr 172.18.0.3 ip daddr != ');
    expect(rules.match(/^ {4}drop$/gm)).toHaveLength(2);
    expect(rules).toMatch(/ip saddr 172\.18\.0\.0\/16 ip daddr \{ 172\.18\.0\.0\/16, .* drop/);
  });

  it('let a release that says so reach the network, but no metadata of a cloud', () => {
    const free = { ...site, deployments: [bell, deployment('hall', {}, true)] };
    expect(rulesetOf(free)).toContain('ip saddr 172.18.0.3 ip daddr != 169.254.0.0/16 accept');
  });

  it.each([
    { name: 'br-1" accept #' },
    { gateway: '172.18.0.1 accept' },
    { subnet: '172.18.0.0/16 accept' },
    { name: '' },
  ])('are not made for a bridge like %j', (odd) => {
    const bridge = { ...site.bridge, ...odd };
    expect(() => rulesetOf({ ...site, bridge })).toThrow(TypeError);
  });
});

const running = (name: string, address: string): ContainerInfo =>
  ({ ...at(name, address), state: 'running' }) as ContainerInfo;

const guardOf = (said: (string | null)[], elsewhere: string | null = null) => {
  const clock = new ManualClock();
  const set: string[] = [];
  const guard = new Guard({
    device: 'door',
    engine: { list: async () => [running('bell', '172.18.0.2')] },
    clock,
    log: pino({ level: 'silent' }),
    set: async (ruleset) => {
      set.push(ruleset);
      return said.shift() ?? null;
    },
    bridge: () => site.bridge,
    elsewhere,
  });
  const desired = { deployments: site.deployments } as never;
  return {
    guard,
    clock,
    set,
    accept: () => guard.hear({ type: 'desired.accepted', desired, refused: new Map() }),
  };
};

describe('the guard', () => {
  it('sets the rules once for as long as nothing changes, and says that they are kept', async () => {
    const { guard, set, accept } = guardOf([]);
    expect(guard.report()).toBeNull();
    accept();
    await vi.waitFor(() => expect(guard.report()).toEqual({ enforced: true, why: null }));
    guard.hear({ type: 'network.prepared' });
    guard.hear({ type: 'container.changed', container: 'c' });
    await vi.waitFor(() => expect(set).toHaveLength(1));
  });

  it('says what is missing, and tries again after a minute', async () => {
    const { guard, clock, set, accept } = guardOf(['nft is not there']);
    accept();
    await vi.waitFor(() =>
      expect(guard.report()).toEqual({ enforced: false, why: 'nft is not there' }),
    );
    await clock.advance(60_000);
    await vi.waitFor(() => expect(guard.report()).toEqual({ enforced: true, why: null }));
    expect(set).toHaveLength(2);
  });

  it('does not try where the containers are on another machine', () => {
    const { guard, set, accept } = guardOf([], 'elsewhere');
    accept();
    expect([guard.report(), set]).toEqual([{ enforced: false, why: 'elsewhere' }, []]);
  });
});
