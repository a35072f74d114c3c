import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readProxies } from '@nanoedge/base';
import { makeImage } from '@nanoedge/archive/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../../../../../infra/test/support/proxy.ts';
import { startSmallRegistry } from '../../../test/support/small-registry.ts';
import { BadInput } from '../services/errors.ts';
import { openRegistries } from './client.ts';
import { isInside, namedByAdmin } from './inside.ts';

const image = await makeImage({ architecture: 'amd64' });
const access = { isPlain: true, credentials: { username: 'ann', password: 'pass' } };

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof BadInput ? thrown.message : `no refusal: ${String(thrown)}`;
};

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

/** What is on this machine and nobody's business, and what it was asked. */
const startSecret = async () => {
  const asked: string[] = [];
  const host = await listening(
    createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"token":"secret"}');
    }),
  );
  return { host, asked };
};

/** A registry that wants a token of `realm`, or has its blobs at `elsewhere`. */
const startHostile = async (lead: { realm: string } | { elsewhere: string }): Promise<string> => {
  const honest = await startSmallRegistry();
  onTestFinished(() => honest.stop());
  honest.putImage(image, '1');
  const relay = createServer((request, response) => {
    const path = request.url ?? '';
    if ('realm' in lead && request.headers.authorization === undefined)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${lead.realm}"` }).end();
    else if ('elsewhere' in lead && path.includes('/blobs/'))
      response.writeHead(307, { location: lead.elsewhere }).end();
    else
      void fetch(`http://${honest.host}${path}`).then(async (answer) =>
        response
          .writeHead(answer.status, {
            'content-type': answer.headers.get('content-type') ?? '',
          })
          .end(Buffer.from(await answer.arrayBuffer())),
      );
  });
  return listening(relay);
};

describe('a registry that sends us inside', () => {
  it('to a token server of this machine is refused, and nothing is asked there', async () => {
    const secret = await startSecret();
    const host = await startHostile({ realm: `http://${secret.host}/admin?x` });
    const world = openRegistries([]);
    expect(await refusal(world.check(host, access))).toBe(
      `The registry sends us to ${secret.host}, which is inside a network and not its own host.`,
    );
    expect(await refusal(world.resolve(`${host}/team/thing:1`, ['amd64'], null))).toContain(
      secret.host,
    );
    expect(secret.asked).toEqual([]);
  });

  it('for its blobs is refused, by a name that leads there as well', async () => {
    const secret = await startSecret();
    for (const name of [secret.host, secret.host.replace('127.0.0.1', 'localhost')]) {
      const host = await startHostile({ elsewhere: `http://${name}/latest/meta-data` });
      const reading = openRegistries([]).resolve(`${host}/team/thing:1`, ['amd64'], null);
      expect(await refusal(reading)).toContain(`sends us to ${name}`);
    }
    expect(secret.asked).toEqual([]);
  });

  it('through a proxy is refused, and the proxy is not asked', async () => {
    const proxy = await startProxy();
    onTestFinished(() => proxy.stop());
    const host = await startHostile({ realm: 'http://10.0.0.1/token' });
    const world = openRegistries([], readProxies({ HTTP_PROXY: proxy.url }).proxies);
    expect(await refusal(world.check(host, access))).toContain('sends us to 10.0.0.1');
    expect(proxy.asked).toEqual([]);
  });

  it('to a host that an administrator named is followed', async () => {
    const secret = await startSecret();
    const host = await startHostile({ realm: `http://${secret.host}/token` });
    const world = openRegistries([], undefined, [secret.host]);
    expect(await world.check(host, access)).toBe('signed-in');
    expect(secret.asked).toEqual(['/token']);
  });
});

it.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.100.100.200',
  '127.9.9.9',
  '169.254.169.254',
  '172.31.0.1',
  '192.0.0.192',
  '192.168.0.1',
  '224.0.0.251',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::10.0.0.1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
])('%s is inside', (address) => {
  expect(isInside(address)).toBe(true);
});

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '::ffff:8.8.8.8', '64:ff9b::808:808', '2606::1'])(
  '%s is on the Internet',
  (address) => {
    expect(isInside(address)).toBe(false);
  },
);

it('takes another port of a named machine for named, but none of this machine', () => {
  const isNamed = namedByAdmin([
    'git.lan:5050',
    '10.0.0.5:5000',
    'localhost:5000',
    '127.0.0.1:5000',
  ]);
  expect(
    ['https://GIT.lan/jwt', 'http://10.0.0.5:8080/', 'http://127.0.0.1:5000/'].map(isNamed),
  ).toEqual([true, true, true]);
  expect(
    ['https://lan/', 'http://127.0.0.1:5432/', 'http://localhost/', 'http://10.0.0.6/'].map(
      isNamed,
    ),
  ).toEqual([false, false, false, false]);
});
