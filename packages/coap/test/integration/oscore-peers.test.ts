import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '@nanoedge/base';
import {
  changed,
  CoapClient,
  CoapServer,
  content,
  KeyRing,
  PeerBook,
  observable,
  type Pairing,
  silentLog,
  type Transport,
  udp,
} from '../../src/index.ts';
import { parse } from 'coap-packet';
import { buildPeers, keyFolder, runPeer, startPeer } from '../peers/peers.ts';

const secret = Buffer.from('5af0c1d2e3b4a596877869504132231f', 'hex');
const otherSecret = Buffer.alloc(16, 7);
const [client, server] = [Buffer.from('a1', 'hex'), Buffer.from('b0', 'hex')];
class Silence extends Error {}
const large = Buffer.alloc(4096, 'x');

/** A transport that keeps all that passed, to be sent again by whoever listened. */
const recorded = (): { transport: Transport; sent: Buffer[]; received: Buffer[] } => {
  const [sent, received]: [Buffer[], Buffer[]] = [[], []];
  const open = (): Socket => {
    const socket = udp.open();
    const send = socket.send.bind(socket) as (...args: unknown[]) => void;
    const emit = socket.emit.bind(socket) as (...args: unknown[]) => boolean;
    return Object.assign(socket, {
      send: (...args: unknown[]): void => {
        if (Buffer.isBuffer(args[0])) sent.push(Buffer.from(args[0]));
        send(...args);
      },
      emit: (...args: unknown[]): boolean => {
        if (args[0] === 'message' && Buffer.isBuffer(args[1])) received.push(Buffer.from(args[1]));
        return emit(...args);
      },
    });
  };
  return { transport: { open }, sent, received };
};

const unusedPort = async (): Promise<number> => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
};

/** The code of the answer to a datagram, as somebody else's message; `none` when none comes. */
const replay = async (datagram: Buffer, port: number): Promise<string> => {
  const copy = Buffer.from(datagram);
  copy.writeUInt16BE((copy.readUInt16BE(2) + 1) & 0xffff, 2);
  const socket = createSocket('udp4');
  const answered = once(socket, 'message') as Promise<[Buffer]>;
  socket.send(copy, port, '127.0.0.1');
  const silence = AbortSignal.timeout(1000);
  const silent = once(silence, 'abort').then(() => null);
  const first = await Promise.race([answered, silent]);
  socket.close();
  return first === null ? 'none' : parse(first[0]).code;
};

/** Those who speak with us, as servers: how each is started, and what it has. */
const servers = [
  {
    name: 'libcoap',
    start: (port: number): string[] => [
      'coap-server-openssl',
      '-A',
      '127.0.0.1',
      '-p',
      String(port),
      '-E',
      '/keys/libcoap.conf',
      '-v',
      '7',
    ],
    ready: /created UDP {2}endpoint/,
    hello: { path: '/', says: /libcoap/ },
    store: '/example_data',
    count: '/time',
  },
  {
    name: 'aiocoap',
    start: (port: number): string[] => ['aiocoap-server', '/keys/aiocoap/', String(port)],
    ready: /serving/,
    hello: { path: '/hello', says: /hello from aiocoap/ },
    store: '/store',
    count: '/count',
  },
];

/** And as clients: the command that asks for a path in one way. */
const clients = [
  {
    name: 'libcoap',
    ask: (how: 'get' | 'put' | 'observe', url: string): string[] => [
      'coap-client-openssl',
      // Its numbers go on in a file, as they must
      '-E',
      '/keys/libcoap.conf,/keys/sequence',
      '-B',
      '5',
      ...(how === 'put' ? ['-m', 'put', '-b', '1024', '-f', '/keys/large'] : ['-m', 'get']),
      ...(how === 'observe' ? ['-s', '2'] : []),
      url,
    ],
  },
  {
    name: 'aiocoap',
    ask: (how: 'get' | 'put' | 'observe', url: string): string[] => [
      'aiocoap-client',
      '/keys/aiocoap/',
      how,
      url,
    ],
  },
];

beforeAll(async () => {
  await buildPeers();
});

describe.each(servers)('our client and the server of $name', (theirs) => {
  const serving = async () => {
    const port = await unusedPort();
    const folder = keyFolder({ secret, ownId: server, peerId: client });
    const running = await startPeer(folder, theirs.start(port), theirs.ready);
    return { port, url: `coap://127.0.0.1:${String(port)}`, running };
  };

  const speaking = (url: string, pairing: Partial<Pairing> = {}) => {
    const { transport, sent } = recorded();
    const whole: Pairing = {
      peer: theirs.name,
      secret,
      ownId: client,
      peerId: server,
      fixed: { idContext: null, firstSequence: 0 },
      ...pairing,
    };
    return {
      asks: new CoapClient({ transport, keys: new KeyRing(new Map([[url, whole]])) }),
      sent,
    };
  };

  it('ask, send 4 kB, answer an Echo, and are not fooled by what was recorded', async () => {
    const { port, url, running } = await serving();
    await using _running = running;
    const { asks, sent } = speaking(url);
    const { hello, store } = theirs;
    const answer = await asks.send({ url, path: hello.path, method: 'GET' });
    expect(answer.text).toMatch(hello.says);
    const put = await asks.send({ url, path: store, method: 'PUT', body: large });
    expect(put.code).toMatch(/^2\.0[14]$/);
    const [first, last] = [sent[0], sent.at(-1)];
    expect(await replay(last ?? Buffer.alloc(0), port)).not.toMatch(/^2/);
    expect(await replay(first ?? Buffer.alloc(0), port)).not.toMatch(/^2/);
    await asks.close();
  });

  it('tell and hear each change of what is observed', async () => {
    const { url, running } = await serving();
    await using _running = running;
    const { asks } = speaking(url);
    const states: string[] = [];
    const response = await asks.exchange({ url, path: theirs.count, method: 'GET' }, true);
    response.on('data', (state: Buffer) => states.push(state.toString()));
    await waitFor(async () => (new Set(states).size >= 3 ? true : null), {
      timeoutMs: 15_000,
      everyMs: 20,
      onTimeout: () => new Silence('too few notifications came'),
    });
    expect(states).toEqual([...states].sort());
    await asks.close();
  });

  it('do not understand each other with another secret', async () => {
    const { url, running } = await serving();
    await using _running = running;
    const { asks } = speaking(url, { secret: otherSecret });
    await expect(asks.send({ url, path: theirs.hello.path, method: 'GET' })).rejects.toThrow(
      /4\.0/,
    );
    await asks.close();
  });
});

describe.each(clients)('our server and the client of $name', (theirs) => {
  const serving = async (heard: { stored: number }) => {
    let count = 0;
    const { transport, sent, received } = recorded();
    const coap = new CoapServer(
      [
        observable('/count', 'test', () => ({ count })),
        {
          path: '/hello',
          type: 'test',
          handlers: { GET: () => content({ says: 'hello from us' }) },
        },
        {
          path: '/store',
          type: 'test',
          handlers: {
            PUT: ({ payload }) => {
              heard.stored += payload.length;
              return changed({ stored: payload.length });
            },
          },
        },
      ],
      {
        address: '127.0.0.1',
        port: 0,
        log: silentLog,
        transport,
        peers: new PeerBook([
          {
            peer: theirs.name,
            secret,
            ownId: server,
            peerId: client,
            fixed: { idContext: null, firstSequence: 0 },
          },
        ]),
      },
    );
    const port = await coap.start();
    const timer = setInterval(() => {
      count += 1;
      coap.notify('/count');
    }, 300);
    return {
      port,
      received,
      sent,
      url: `coap://127.0.0.1:${String(port)}`,
      [Symbol.asyncDispose]: async () => {
        clearInterval(timer);
        await coap.stop();
      },
    };
  };

  it('answer, take 4 kB, ask for an Echo, and are not fooled by what was recorded', async () => {
    const heard = { stored: 0 };
    await using ours = await serving(heard);
    const folder = keyFolder({ secret, ownId: client, peerId: server, large });
    expect(await runPeer(folder, ...theirs.ask('get', `${ours.url}/hello`))).toContain(
      'hello from us',
    );
    const put = await runPeer(folder, ...theirs.ask('put', `${ours.url}/store`));
    expect(put).toContain('4096');
    expect(heard.stored).toBe(4096);
    const requests = [...ours.received];
    expect(requests.length).toBeGreaterThan(4);
    for (const datagram of requests) expect(await replay(datagram, ours.port)).not.toMatch(/^2/);
    expect(heard.stored).toBe(4096);
  }, 120_000);

  it('tell and hear each change of what is observed', async () => {
    await using ours = await serving({ stored: 0 });
    const folder = keyFolder({ secret, ownId: client, peerId: server, large });
    const states = await runPeer(folder, ...theirs.ask('observe', `${ours.url}/count`));
    expect(states.match(/"count":\d+/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
  });

  it('do not understand each other with another secret', async () => {
    await using ours = await serving({ stored: 0 });
    const folder = keyFolder({ secret: otherSecret, ownId: client, peerId: server, large });
    const said = await runPeer(folder, ...theirs.ask('get', `${ours.url}/hello`)).catch(
      (error: unknown) => String(error),
    );
    expect(said).not.toContain('hello from us');
    const codes = ours.sent.map((datagram) => parse(datagram).code);
    expect(new Set(codes)).toEqual(new Set(['4.00']));
  });
});
