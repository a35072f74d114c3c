import { waitUntil } from '@nanoedge/base/testing';
import { hopNames } from '@nanoedge/protocol';
import type { Journey } from '@nanoedge/protocol';
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
import { deployments, type Place, places } from '../support/container-deployments.ts';
import { digest, rosterAt } from '../support/roster.ts';
import { Walker } from '../support/walker.ts';

/** A device: a network whose gateway is its agent. */
interface Device {
  network: string;
  address: string;
  gateway: FakeGateway;
}

const hourMs = 3_600_000;

/** How long a wrong clock may hold anybody up. */
const goesOn = { timeoutMs: 5_000 };

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

  const gateways = (): FakeGateway[] => [...devices.values()].map(({ gateway }) => gateway);
  const setTime = (time: FakeGateway['time']): void => {
    for (const gateway of gateways()) gateway.time = { ...time };
  };
  /** What was told since; journeys and what they are told of bear the time of the device. */
  const forget = (): void => {
    for (const gateway of gateways()) gateway.events.length = 0;
  };
  const journeys = (): number =>
    new Set(
      device('closet').gateway.events.flatMap((event) =>
        event.type === 'journey.updated' && event.snapshot.person !== null ? [event.journey] : [],
      ),
    ).size;
  /** How far what was told last is from the device's time. */
  const toldOffBy = (): number =>
    Math.abs((device('closet').gateway.events.at(-1)?.at ?? 0) - device('closet').gateway.at);
  const know = async (aroundMs: number): Promise<void> => {
    const roster = rosterAt(Date.now());
    revision += 1;
    const meetings = roster.meetings.map((meeting) => ({
      ...meeting,
      startsAt: Date.now() - aroundMs,
      endsAt: Date.now() + aroundMs,
    }));
    const body = { ...roster, revision, meetings };
    const url = `coap://${device('closet').address}:5701`;
    await client.send({ url, path: '/roster', method: 'PUT', body });
  };
  let revision = 1;
  /** Whoever is heard right after they left is taken for somebody on their way out. */
  const quiet = async (): Promise<void> => {
    await waitUntil('radios off', () => gateways().every(({ listening }) => !listening));
  };
  const leaves = async (): Promise<void> => {
    bob.go(null);
    await waitUntil('left', () => journey()?.state === 'left', goesOn);
    await waitUntil('screen idle', () => device('room').gateway.screen.mode === 'idle', goesOn);
  };

  it.each([-hourMs, hourMs])(
    'go on within five seconds when their clock is found to be off by %d ms on the way',
    async (byMs) => {
      await quiet();
      setTime({ aheadMs: 0, known: true });
      await know(3 * hourMs);
      forget();
      bob.go(device('entrance').gateway);
      await waitUntil('guided', () => journey()?.state === 'guiding', { timeoutMs: 15_000 });
      setTime({ aheadMs: byMs, known: true });
      bob.go(device('room').gateway);
      await waitUntil('in the meeting', () => journey()?.state === 'in-meeting', goesOn);
      await leaves();
      await waitUntil('told by the right time', () => toldOffBy() < 60_000, goesOn);
      expect(journeys()).toBe(1);
    },
  );

  it('go by the time of their device when their own clock is two hours off all day', async () => {
    setTime({ aheadMs: 2 * hourMs, known: true });
    await know(5 * hourMs);
    const restarted = [...containers.values()];
    await Promise.all(restarted.map((name) => docker('restart', '--time', '1', name)));
    await waitUntil('observed again', () => gateways().some((gateway) => gateway.watched), goesOn);
    forget();
    bob.go(device('entrance').gateway);
    await waitUntil('guided', () => journey()?.state === 'guiding', { timeoutMs: 15_000 });
    bob.go(device('room').gateway);
    await waitUntil('in the meeting', () => journey()?.state === 'in-meeting', goesOn);
    expect(toldOffBy()).toBeLessThan(60_000);
    await leaves();
  });

  it('say that they cannot check meetings in 1970, and do within five seconds of knowing', async () => {
    // Whoever is heard right after they left is taken for somebody on their way out
    await waitUntil('radios off', () => gateways().every(({ listening }) => !listening), {
      timeoutMs: 20_000,
    });
    setTime({ aheadMs: 5_000 - Date.now(), known: false });
    forget();
    bob.go(device('entrance').gateway);
    await waitUntil('recognised, not let in', () => journey()?.refusal === 'no-clock', {
      timeoutMs: 15_000,
    });
    expect(journey()).toMatchObject({ state: 'refused', person: { id: 'bob' } });
    setTime({ aheadMs: 0, known: true });
    await waitUntil('guided', () => journey()?.state === 'guiding', goesOn);
    bob.go(null);
  });
});
