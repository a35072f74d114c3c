import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerSecrets } from '@nanoedge/base';
import {
  asked,
  asking,
  changed,
  CoapClient,
  CoapServer,
  content,
  KeyRing,
  PeerBook,
  type Resource,
  silentLog,
  subkey,
  withBody,
} from '@nanoedge/coap';
import {
  type NanoserviceName,
  parse,
  ServiceEnvironment,
  ServiceEvent,
  ServiceKeys,
} from '@nanoedge/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod/mini';
import type { Environment } from '../../src/kit/env.ts';
import { hostService } from '../../src/kit/host.ts';
import { peerUrl, type Nanoservice } from '../../src/kit/service.ts';
import { unusedPort } from '../support/unused-port.ts';

const secretOf = (): string => randomBytes(32).toString('hex');
const bytes = (secret: string): Buffer => Buffer.from(secret, 'hex');

/** A service that keeps what it is told, and passes on what it hears to `other`. */
const keeper: Nanoservice<z.ZodMiniObject> = {
  name: 'keeper' as NanoserviceName,
  configSchema: z.object({}),
  create: ({ client, environment }) => ({
    resources: [
      {
        path: '/notes/{name}',
        type: 'test.note',
        handlers: {
          GET: ({ parameters }) => content({ name: parameters['name'] }),
          PUT: withBody(z.object({}), () => changed()),
        },
      },
      {
        path: '/pass',
        type: 'test.pass',
        handlers: {
          POST: async () => {
            await client.send({
              url: peerUrl(environment, 'other'),
              path: '/heard',
              method: 'POST',
            });
            return changed();
          },
        },
      },
    ],
    start: () => {},
    stop: () => {},
  }),
};

/** A server that notes who reaches it and what he tells, under the pairings of `book`. */
const newOther = async () => {
  const book = new PeerBook();
  const heard: string[] = [];
  const told: ServiceEvent[] = [];
  const events: Resource = {
    path: '/events',
    type: 'test.events',
    handlers: {
      POST: withBody(ServiceEvent, (event) => {
        told.push(event);
        return changed();
      }),
    },
  };
  const resource = {
    path: '/heard',
    type: 'test.heard',
    handlers: {
      POST: ({ peer }: { peer: string | null }) => {
        heard.push(peer ?? '');
        return changed();
      },
    },
  };
  const server = new CoapServer([resource, events], {
    address: '127.0.0.1',
    port: 0,
    log: silentLog,
    peers: book,
  });
  const port = await server.start();
  onTestFinished(() => server.stop());
  return { book, heard, told, url: `coap://127.0.0.1:${String(port)}` };
};

/** The service as a container runs it, and the ends of those who speak with it. */
const newGround = async () => {
  const own = secretOf();
  const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'key');
  writeFileSync(file, own, { mode: 0o400 });
  const [gateway, other, port] = [await newOther(), await newOther(), await unusedPort()];
  gateway.book.assign([asked(subkey(bytes(own), containerSecrets.toAgent), 'keeper')]);
  const environment = parse(
    ServiceEnvironment,
    {
      deployment: 'keeper',
      nanoservice: 'keeper',
      version: '1',
      gateway: gateway.url,
      peers: { other: other.url },
      key: file,
      config: {},
    },
    'environment',
  ) as Environment<Record<string, unknown>>;
  const starting = hostService(keeper, environment, {
    address: '127.0.0.1',
    port,
    log: silentLog,
  });
  const url = `coap://127.0.0.1:${String(port)}`;
  const ask = async (
    secret: Buffer | null,
    method: 'GET' | 'PUT' | 'POST',
    [path, body]: [string, unknown?],
  ): Promise<string> => {
    const keys =
      secret === null ? {} : { keys: new KeyRing(new Map([[url, asking(secret, 'keeper')]])) };
    const client = new CoapClient(keys);
    try {
      return (await client.exchange({ url, path, method, body }, false)).code;
    } finally {
      await client.close();
    }
  };
  const agent = subkey(bytes(own), containerSecrets.fromAgent);
  const give = (keys: unknown) => ask(agent, 'PUT', ['/peers', parse(ServiceKeys, keys, 'keys')]);
  await vi.waitFor(async () => expect(await give({ calls: {}, heard: [] })).toBe('2.04'));
  const running = await starting;
  onTestFinished(() => running.stop());
  return { gateway, other, ask, agent, give };
};

describe('a service with a key', () => {
  it('hears its agent alone until it is told of others', async () => {
    const { ask, agent } = await newGround();
    expect(await ask(agent, 'GET', ['/notes/a'])).toBe('2.05');
    expect(await ask(null, 'GET', ['/notes/a'])).toBe('4.01');
    expect(await ask(null, 'GET', ['/.well-known/core'])).toBe('4.01');
    expect(await ask(null, 'GET', ['/health'])).toBe('2.05');
    expect(await ask(bytes(secretOf()), 'GET', ['/notes/a'])).toBe('4.01');
  });

  it('tells its gateway when it is asked again and again without proof, and by whom', async () => {
    const { ask, gateway } = await newGround();
    for (let time = 0; time < 9; time += 1) await ask(null, 'GET', ['/notes/a']);
    expect(gateway.told).toEqual([]);
    await ask(bytes(secretOf()), 'GET', ['/notes/a']);
    await vi.waitFor(() =>
      expect(gateway.told).toEqual([
        expect.objectContaining({ type: 'requests.refused', count: 10, from: '127.0.0.1' }),
      ]),
    );
  });

  it('lets a peer ask what it may, and nothing else', async () => {
    const { ask, give } = await newGround();
    const secret = secretOf();
    const heard = [{ peer: 'bell', secret, may: ['PUT /notes/{name}'] }];
    expect(await give({ calls: {}, heard })).toBe('2.04');
    const peer = bytes(secret);
    expect(await ask(peer, 'PUT', ['/notes/a', {}])).toBe('2.04');
    expect(await ask(peer, 'GET', ['/notes/a'])).toBe('4.03');
    expect(await ask(peer, 'PUT', ['/notes/a/b', {}])).toBe('4.03');
    expect(await ask(peer, 'PUT', ['/peers', { calls: {}, heard: [] }])).toBe('4.03');
    expect(await ask(peer, 'GET', ['/.well-known/core'])).toBe('4.03');
  });

  it('hears a peer no more from when it was told so', async () => {
    const { ask, give } = await newGround();
    const secret = secretOf();
    const heard = [{ peer: 'bell', secret, may: ['GET /notes/{name}'] }];
    await give({ calls: {}, heard });
    expect(await ask(bytes(secret), 'GET', ['/notes/a'])).toBe('2.05');
    await give({ calls: {}, heard: [] });
    expect(await ask(bytes(secret), 'GET', ['/notes/a'])).toBe('4.01');
  });

  it('calls a peer under the secret that it was told last, and nobody without one', async () => {
    const { other, ask, give, agent } = await newGround();
    const pass = () => ask(agent, 'POST', ['/pass']);
    expect(await pass()).toBe('5.00');
    for (const secret of [secretOf(), secretOf()]) {
      other.book.assign([asked(bytes(secret), 'keeper')]);
      await give({ calls: { other: secret }, heard: [] });
      expect(await pass()).toBe('2.04');
    }
    expect(other.heard).toEqual(['keeper', 'keeper']);
  });
});
