import { createSocket } from 'node:dgram';
import { systemClock } from '@nanoedge/base';
import { waitUntil } from '@nanoedge/base/testing';
import { ContentManifest, parse } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  changed,
  content,
  CoapClient,
  CoapServer,
  observable,
  Observation,
  PeerRefused,
  PeerUnreachable,
  silentLog,
  withBody,
} from '../../src/index.ts';
import { entityTag } from '../../src/blocks.ts';
import { largeManifest as manifest } from '../../src/testing/index.ts';

describe('a client and a server on real UDP', () => {
  let state: ContentManifest;
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
        { path: '/large', type: 'test', handlers: { GET: () => content(manifest) } },
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
      ],
      { port: at, address: '127.0.0.1', log: silentLog },
    );

  beforeEach(async () => {
    state = { ...manifest, items: manifest.items.slice(0, 1) };
    server = build(0);
    port = await server.start();
    client = new CoapClient();
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

  it('tells an observer each large state whole, however fast they follow each other', async () => {
    const meetings: string[] = [];
    let lost = 0;
    const observation = new Observation(
      { client, clock: systemClock, log: silentLog },
      {
        url: url(),
        path: '/state',
        schema: ContentManifest,
        onState: ({ meeting }) => meetings.push(meeting),
        onLost: () => (lost += 1),
      },
    );
    await observation.start();
    for (let turn = 0; turn < 50; turn += 1) {
      state = parse(ContentManifest, { ...manifest, meeting: `turn-${turn}` }, 'manifest');
      server.notify('/state');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await waitUntil('the last state', () => meetings.at(-1) === 'turn-49');
    expect(lost).toBe(0);
    observation.stop();
  });

  it('answers an observe request for a large body that cannot be observed whole', async () => {
    const answer = await client.exchange({ url: url(), path: '/large', method: 'GET' }, true);
    expect([answer.code, answer.headers.Observe]).toEqual(['2.05', undefined]);
    expect(JSON.parse(answer.payload.toString())).toEqual(manifest);
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

  it('tags a body that is sent in blocks by its content, each block alike', async () => {
    const peer = createSocket('udp4');
    const answers: Buffer[] = [];
    peer.on('message', (datagram) => answers.push(datagram));
    // GET /large with Block2: the number and 1,024 bytes (RFC 7959 2.2)
    for (const num of [0, 1]) {
      const header = Buffer.from([0x41, 0x01, 0x12, num, 0x77, 0xb5]);
      const options = Buffer.from([0xc1, (num << 4) | 6]);
      peer.send(Buffer.concat([header, Buffer.from('large'), options]), port, '127.0.0.1');
      await waitUntil('answered', () => answers.length > num);
    }
    peer.close();
    // The ETag (4) is the first option, of 8 bytes
    const tags = answers.map((answer) => answer.subarray(5, 14).toString('hex'));
    const tag = entityTag(Buffer.from(JSON.stringify(manifest))).toString('hex');
    expect(tags).toEqual([`48${tag}`, `48${tag}`]);
  });

  it('asks from another port after a silence, because the old flow may lead nowhere', async () => {
    const asked: number[] = [];
    const peer = createSocket('udp4');
    await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
    // A piggybacked 2.05 with the request's token (RFC 7252, section 5.2.1), to whoever does not
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
