import { createSocket } from 'node:dgram';
import { systemClock } from '@nanoedge/base';
import { waitUntil } from '@nanoedge/base/testing';
import { ServiceEvent } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadRequest, PeerRefused, PeerUnreachable } from '../../src/kit/problems.ts';
import { CoapClient } from '../../src/kit/client.ts';
import { EventQueue } from '../../src/kit/events.ts';
import { silentLog } from '../../src/kit/log.ts';
import { Names } from '../../src/kit/names.ts';
import { Observation } from '../../src/kit/observe.ts';
import { changed, observable, withBody } from '../../src/kit/resource.ts';
import { CoapServer } from '../../src/kit/server.ts';
import { useLocalTiming } from '../../src/kit/timing.ts';
import { ContentManifest } from '@nanoedge/protocol';
import { manifest } from '../support/site.ts';

const zone = 'entrance' as Extract<ServiceEvent, { type: 'presence.detected' }>['zone'];
const event = (at: number): ServiceEvent => ({
  type: 'presence.detected',
  at: at as ServiceEvent['at'],
  zone,
});

describe('the kit on real UDP', () => {
  let state: ContentManifest;
  let received: ServiceEvent[];
  let refuse: ((event: ServiceEvent) => void) | null;
  let server: CoapServer;
  let client: CoapClient;
  let port: number;
  const url = () => `coap://127.0.0.1:${port}`;
  const build = (at: number) =>
    new CoapServer(
      [
        observable('/state', 'test', () => state),
        {
          path: '/manifest',
          type: 'test',
          handlers: {
            PUT: withBody(ContentManifest, (body) => changed({ items: body.items.length })),
          },
        },
        { path: '/silent', type: 'test', handlers: { GET: () => new Promise(() => {}) } },
        {
          path: '/broken',
          type: 'test',
          handlers: {
            GET: () => {
              throw new TypeError('a secret of the house');
            },
          },
        },
        {
          path: '/events',
          type: 'test',
          handlers: {
            POST: withBody(ServiceEvent, (body) => {
              refuse?.(body);
              received.push(body);
              return changed();
            }),
          },
        },
      ],
      { port: at, address: '127.0.0.1', log: silentLog },
    );

  beforeEach(async () => {
    useLocalTiming();
    state = { ...manifest, items: manifest.items.slice(0, 1) };
    received = [];
    refuse = null;
    server = build(0);
    port = await server.start();
    client = new CoapClient(new Names(systemClock, () => '127.0.0.1'));
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  it('sends and receives bodies that need many blocks', async () => {
    const items = Array.from({ length: 200 }, () => manifest.items[0]);
    const answer = await client.send({
      url: url(),
      path: '/manifest',
      method: 'PUT',
      body: { ...manifest, items },
    });
    expect(JSON.parse(answer.text)).toEqual({ items: 200 });
    state = manifest;
    expect(
      await client.request({ url: url(), path: '/state', method: 'GET' }, ContentManifest),
    ).toEqual(manifest);
  });

  it('finds the gateway by its name', async () => {
    const { code } = await client.send({
      url: `coap://gateway:${port}`,
      path: '/state',
      method: 'GET',
    });
    expect(code).toBe('2.05');
  });

  it('tells an error answer with its diagnostic from no answer', async () => {
    const refused = client.send({
      url: url(),
      path: '/manifest',
      method: 'PUT',
      body: { meeting: 1 },
    });
    await expect(refused).rejects.toThrow(PeerRefused);
    await expect(refused).rejects.toThrow(/4\.00 body: meeting/);
    await expect(
      client.send({ url: url(), path: '/silent', method: 'GET', timeoutMs: 50 }),
    ).rejects.toThrow(PeerUnreachable);
    await expect(
      client.send({ url: 'coap://no-such-host.invalid', path: '/', method: 'GET' }),
    ).rejects.toThrow(PeerUnreachable);
  });

  it('keeps what went wrong inside to itself', async () => {
    const answer = await client.exchange({ url: url(), path: '/broken', method: 'GET' }, false);
    expect([answer.code, answer.payload.toString()]).toEqual([
      '5.00',
      '{"error":"internal error"}',
    ]);
  });

  it('observes a state that grows over one datagram', async () => {
    const seen: number[] = [];
    const observation = new Observation(
      { client, clock: systemClock, log: silentLog },
      {
        url: url(),
        path: '/state',
        schema: ContentManifest,
        onState: ({ items }) => seen.push(items.length),
      },
    );
    await observation.start();
    await waitUntil('the first state', () => seen.includes(1));
    state = manifest;
    server.notify('/state');
    await waitUntil('the large state', () => seen.includes(manifest.items.length));
    state = { ...manifest, items: [] };
    server.notify('/state');
    await waitUntil('the small state', () => seen.at(-1) === 0);
    observation.stop();
    await waitUntil('nobody observes', () => server.observers('/state') === 0);
  });

  it('observes again when the peer restarted, and says that it was lost when it stays away', async () => {
    const seen: string[] = [];
    let lost = 0;
    const observation = new Observation(
      { client, clock: systemClock, log: silentLog },
      {
        url: url(),
        path: '/state',
        schema: ContentManifest,
        freshnessMs: 100,
        onState: ({ meeting }) => seen.push(meeting),
        onLost: () => (lost += 1),
      },
    );
    await observation.start();
    await waitUntil('observed', () => server.observers('/state') === 1);
    await server.stop();
    await waitUntil('lost', () => lost === 1);
    server = build(port);
    await server.start();
    await waitUntil('observed again', () => server.observers('/state') === 1);
    observation.stop();
  });

  it('delivers events in order, each though the gateway was away or busy', async () => {
    let busy = 3;
    refuse = () => {
      busy -= 1;
      if (busy >= 0) throw new TypeError('busy');
    };
    const queue = new EventQueue({ client, clock: systemClock, log: silentLog, gateway: url() });
    for (let at = 0; at < 20; at += 1) queue.add(event(at));
    await queue.drain(5000);
    expect(received.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it('drops an event that the gateway refuses for good, and goes on with the next', async () => {
    refuse = ({ at }) => {
      if (at === 1) throw new BadRequest('no');
    };
    const queue = new EventQueue({ client, clock: systemClock, log: silentLog, gateway: url() });
    for (let at = 0; at < 3; at += 1) queue.add(event(at));
    await queue.drain(5000);
    expect(received.map(({ at }) => at)).toEqual([0, 2]);
  });

  it('keeps at most 256 events while the gateway is away', async () => {
    await server.stop();
    const queue = new EventQueue({ client, clock: systemClock, log: silentLog, gateway: url() });
    for (let at = 0; at < 400; at += 1) queue.add(event(at));
    expect(queue.depth).toBe(256);
    server = build(port);
    await server.start();
    await queue.drain(10_000);
    expect(received.length).toBe(256);
    expect(received.at(-1)?.at).toBe(399);
  });

  it('asks from another port after a silence, because the old flow may lead nowhere', async () => {
    const asked: number[] = [];
    const peer = createSocket('udp4');
    await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
    // a piggybacked 2.05 with the request's token (RFC 7252, section 5.2.1), to whoever does not
    // use the first port
    peer.on('message', (datagram, from) => {
      asked.push(from.port);
      if (from.port === asked[0]) return;
      const tokenLength = (datagram[0] ?? 0) & 0x0f;
      peer.send(
        Buffer.concat([
          Buffer.from([0x60 | tokenLength, 0x45]),
          datagram.subarray(2, 4 + tokenLength),
        ]),
        from.port,
        from.address,
      );
    });
    const lost = {
      url: `coap://127.0.0.1:${peer.address().port}`,
      path: '/presence',
      method: 'GET',
      timeoutMs: 300,
    } as const;
    await expect(client.send(lost)).rejects.toThrow(PeerUnreachable);
    expect(await client.send(lost)).toMatchObject({ code: '2.05' });
    expect(await client.send(lost)).toMatchObject({ code: '2.05' });
    expect(new Set(asked).size).toBe(2);
    peer.close();
  });
});
