import { DeploymentSpec, DeviceId, parse, PeerRequest, ServiceKeys } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import type { SiteDeployment } from './site-rows.ts';
import { CallGraph } from './call-graph.ts';

const device = (id: string): DeviceId => parse(DeviceId, id, 'device');
const asks = (...requests: string[]) => requests.map((one) => parse(PeerRequest, one, 'request'));

type Change = Partial<Pick<SiteDeployment, 'peers' | 'calls' | 'port'>>;

const deployment = (id: string, on: string, change: Change = {}): SiteDeployment => {
  const spec = {
    id,
    name: id,
    nanoservice: id,
    release: { version: '1', image: `${id}:1`, imageId: `sha256:${'1'.repeat(64)}` },
    config: {},
    peers: {},
    port: null,
    limits: { memoryBytes: 16_777_216, pids: 16 },
    volumes: [],
  };
  const parsed = parse(DeploymentSpec, spec, 'deployment');
  return { ...parsed, device: device(on), peers: [], calls: {}, needs: [], events: [], ...change };
};

const bell = deployment('bell', 'door', {
  peers: ['hall', 'closet'],
  calls: { hall: asks('POST /rings'), closet: asks('GET /state') },
});
const hall = deployment('hall', 'hall', { port: 5701 });
const closet = deployment('closet', 'hall', { peers: ['hall'] });

const edgesOf = (deployments: SiteDeployment[], epoch = 1) =>
  new CallGraph({
    deployments,
    devices: [
      {
        id: device('door'),
        name: 'Door',
        zone: 'door' as never,
        address: '10.0.0.1',
        startedOver: null,
      },
      {
        id: device('hall'),
        name: 'Hall',
        zone: 'hall' as never,
        address: '10.0.0.2',
        startedOver: null,
      },
    ],
    keys: { secret: 'a'.repeat(64), epoch },
  });

const callOf = ({ calls }: ServiceKeys, peer: string): string | undefined =>
  Object.entries(calls).find(([name]) => name === peer)?.[1];

describe('what services share', () => {
  const edges = edgesOf([bell, hall, closet]);

  it('is known to the two ends of an edge and to nobody else', () => {
    const secret = callOf(edges.keysOf(bell), 'hall');
    expect(edges.keysOf(hall).heard.map((one) => one.secret)).toContain(secret);
    const others = [closet, bell].flatMap((one) => edges.keysOf(one).heard);
    expect(others.map((one) => one.secret)).not.toContain(secret);
    expect(callOf(edges.keysOf(closet), 'hall')).not.toBe(secret);
  });

  it('lets a caller ask what its image says that it asks of this nanoservice, and nothing else', () => {
    const may = new Map(edges.keysOf(hall).heard.map((one) => [String(one.peer), one.may]));
    expect(may.get('bell')).toEqual(['POST /rings']);
    expect(may.get('closet')).toEqual([]);
  });

  it('is nothing for a peer that could not be reached, or was taken away', () => {
    expect(Object.keys(edges.keysOf(bell).calls)).toEqual(['hall']);
    expect(
      edgesOf([hall, closet])
        .keysOf(hall)
        .heard.map(({ peer }) => peer),
    ).toEqual(['closet', 'closet', 'closet']);
  });

  it('differs at another site', () => {
    const other = new CallGraph({
      deployments: [bell, hall],
      devices: [
        {
          id: device('hall'),
          name: 'Hall',
          zone: 'hall' as never,
          address: '10.0.0.2',
          startedOver: null,
        },
      ],
      keys: { secret: 'b'.repeat(64), epoch: 1 },
    });
    expect(callOf(other.keysOf(bell), 'hall')).not.toBe(callOf(edges.keysOf(bell), 'hall'));
  });
});

describe('keys that are changed', () => {
  it('are heard by both ends whichever device is told first', () => {
    const [before, after] = [edgesOf([bell, hall], 3), edgesOf([bell, hall], 4)];
    const heard = (edges: CallGraph) => edges.keysOf(hall).heard.map(({ secret }) => secret);
    expect(heard(before)).toContain(callOf(after.keysOf(bell), 'hall'));
    expect(heard(after)).toContain(callOf(before.keysOf(bell), 'hall'));
    expect(heard(after)).toContain(callOf(after.keysOf(bell), 'hall'));
  });

  it('are worth nothing after two changes', () => {
    const [before, after] = [edgesOf([bell, hall], 3), edgesOf([bell, hall], 5)];
    const heard = after.keysOf(hall).heard.map(({ secret }) => secret);
    expect(heard).not.toContain(callOf(before.keysOf(bell), 'hall'));
  });
});
