import { waitUntil } from '@nanoedge/base/testing';
import { hopNames } from '@nanoedge/protocol';
import type { Journey, NanoserviceName } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CoapClient } from '@nanoedge/coap';
import {
  buildServiceImages,
  createNetwork,
  docker,
  removeContainer,
  startContainer,
} from '../support/containers.ts';
import { FakeGateway } from '../support/gateway.ts';
import { largeManifest as manifest } from '@nanoedge/coap/testing';
import {
  controllerConfig,
  guidanceConfig,
  presenceConfig,
  roomConfig,
  scannerConfig,
} from '../support/configs.ts';
import { digest, rosterAt } from '../support/roster.ts';
import { Walker } from '../support/walker.ts';

/** A device: a network whose gateway is its agent. */
interface Device {
  network: string;
  address: string;
  gateway: FakeGateway;
}

const places = ['entrance', 'corridor', 'room', 'closet'] as const;
type Place = (typeof places)[number];

/** Where each deployment runs, and the port at which other devices reach it. */
const deployments: readonly {
  name: string;
  service: NanoserviceName;
  place: Place;
  port: number;
  config: unknown;
}[] = [
  {
    name: 'authentication-engine',
    service: 'authentication-engine',
    place: 'closet',
    port: 5701,
    config: { database: '/data/ae.db', admissionMinutes: 30 },
  },
  {
    name: 'main-controller',
    service: 'main-controller',
    place: 'closet',
    port: 5702,
    config: controllerConfig,
  },
  {
    name: 'user-guidance',
    service: 'user-guidance',
    place: 'corridor',
    port: 5703,
    config: guidanceConfig,
  },
  { name: 'meeting-room', service: 'meeting-room', place: 'room', port: 5704, config: roomConfig },
  {
    name: 'bluetooth-scanner-entrance',
    service: 'bluetooth-scanner',
    place: 'entrance',
    port: 5705,
    config: scannerConfig('entrance'),
  },
  {
    name: 'bluetooth-scanner-room',
    service: 'bluetooth-scanner',
    place: 'room',
    port: 5706,
    config: scannerConfig('aurora'),
  },
  {
    name: 'presence-detection-entrance',
    service: 'presence-detection',
    place: 'entrance',
    port: 5707,
    config: presenceConfig('entrance'),
  },
  {
    name: 'presence-detection-room',
    service: 'presence-detection',
    place: 'room',
    port: 5708,
    config: presenceConfig('aurora'),
  },
];

describe('eight containers on four devices', () => {
  const devices = new Map<Place, Device>();
  const containers = new Map<string, string>();
  const client = new CoapClient();
  const device = (place: Place): Device => {
    const found = devices.get(place);
    if (found === undefined) throw new RangeError(place);
    return found;
  };
  const bob = new Walker('key-bob');
  const journey = (): Journey | undefined =>
    device('closet')
      .gateway.events.flatMap((event) =>
        event.type === 'journey.updated' && event.snapshot.key === 'key-bob'
          ? [event.snapshot]
          : [],
      )
      .at(-1);

  const start = async ({
    name,
    service,
    place,
    port,
    config,
  }: (typeof deployments)[number]): Promise<void> => {
    const { network, address } = device(place);
    // A neighbour on the same device is reached by its name in the network, any other at its
    // device's address.
    const peers = Object.fromEntries(
      deployments.map((peer) => [
        peer.name,
        peer.place === place
          ? `coap://${peer.name}:5683`
          : `coap://${device(peer.place).address}:${peer.port}`,
      ]),
    );
    const environment = {
      deployment: name,
      nanoservice: service,
      version: '1.2.3',
      gateway: null,
      peers,
      config,
    };
    const publish = `${address}:${port}`;
    containers.set(
      name,
      await startContainer({
        service,
        network,
        alias: name,
        config: JSON.stringify(environment),
        publish,
      }),
    );
  };

  beforeAll(async () => {
    await buildServiceImages();
    for (const place of places) {
      const { name: network, gateway: address } = await createNetwork();
      const gateway = new FakeGateway(address, 5683);
      await gateway.start();
      devices.set(place, { network, address, gateway });
    }
    device('room').gateway.contents.set(digest, manifest);
    for (const deployment of deployments) await start(deployment);
    const engine = {
      url: `coap://${device('closet').address}:5701`,
      path: '/roster',
      body: rosterAt(Date.now()),
    };
    await waitUntil(
      'the roster is stored',
      () => client.send({ ...engine, method: 'PUT' }).catch(() => null),
      { timeoutMs: 20_000 },
    );
    await waitUntil(
      'both sensors observed',
      () => device('entrance').gateway.watched && device('room').gateway.watched,
      { timeoutMs: 20_000 },
    );
  }, 300_000);

  afterAll(async () => {
    bob.go(null);
    await client.close();
    await Promise.all([...containers.values()].map(removeContainer));
    for (const { network, gateway } of devices.values()) {
      await gateway.stop();
      await docker('network', 'rm', network);
    }
  });

  it('take a person from the entrance to their content, survive a kill on the way, and hide it when they leave', async () => {
    bob.go(device('entrance').gateway);
    await waitUntil(
      'guided',
      () => journey()?.state === 'guiding' && device('corridor').gateway.lamps.length === 2,
    );
    bob.go(device('room').gateway);
    await waitUntil('in the meeting', () => journey()?.state === 'in-meeting');
    expect(device('room').gateway.screen).toMatchObject({ mode: 'content', items: manifest.items });
    const hops = journey()?.hops ?? {};
    const stamps = hopNames.map((hop) => Number(hops[hop]));
    expect(stamps).toEqual([...stamps].sort((one, other) => one - other));

    await docker('kill', containers.get('meeting-room') ?? '');
    device('room').gateway.screens.length = 0;
    await docker('start', containers.get('meeting-room') ?? '');
    await waitUntil('content again', () => device('room').gateway.screen.mode === 'content');

    bob.go(null);
    await waitUntil('left', () => journey()?.state === 'left');
    await waitUntil('screen idle', () => device('room').gateway.screen.mode === 'idle');
  });
});
