import { readProxies } from '@nanoedge/base';
import { makeImage } from '@nanoedge/archive/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProxy, type TestProxy } from '../../../../../infra/test/support/proxy.ts';
import { startSmallRegistry, type SmallRegistry } from '../../../test/support/small-registry.ts';
import { BadInput } from '../services/errors.ts';
import { openRegistries } from './client.ts';

const image = await makeImage({ architecture: 'amd64' });
const access = { isPlain: true, credentials: { username: 'ann', password: 'pass' } };

let registry: SmallRegistry;
let proxy: TestProxy;
let host: string;

const world = (environment: Record<string, string>) =>
  openRegistries([], readProxies(environment).proxies);

const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof BadInput ? thrown.detail : `no refusal: ${String(thrown)}`;
};

beforeAll(async () => {
  registry = await startSmallRegistry({ signIn: 'token', ...access.credentials });
  registry.putImage(image, '1');
  proxy = await startProxy();
  // A name that the proxy alone can resolve
  host = registry.host.replace('127.0.0.1', 'registry.test');
});

afterAll(async () => {
  await proxy.stop();
  await registry.stop();
});

it('is asked through the proxy of the environment, its token server too', async () => {
  const through = world({ HTTP_PROXY: proxy.url });
  expect(await through.check(host, access)).toBe('signed-in');
  const found = await through.resolve(`${host}/team/thing:1`, ['amd64'], access);
  expect(found.imageId).toBe(image.imageId);
  expect(new Set(proxy.asked)).toEqual(new Set([host]));
  expect(registry.asked.some(({ path }) => path.startsWith('/token'))).toBe(true);
});

it('is asked directly where NO_PROXY says so, and on this machine', async () => {
  proxy.asked.length = 0;
  await refusal(world({ HTTP_PROXY: proxy.url, NO_PROXY: '.test' }).check(host, access));
  expect(await world({ HTTP_PROXY: proxy.url }).check(registry.host, access)).toBe('signed-in');
  expect(proxy.asked).toEqual([]);
});

it('is not reached through a proxy that refuses, which is named without its password', async () => {
  const wrong = world({ HTTP_PROXY: proxy.url.replace('geheim', 'verraten') });
  expect(await refusal(wrong.check(host, access))).toEqual({
    field: 'host',
    message: `The registry ${host} cannot be reached through the proxy ${proxy.bare}.`,
    remedy: expect.stringContaining('NO_PROXY'),
  });
  const gone = await startProxy();
  await gone.stop();
  expect(await refusal(world({ HTTP_PROXY: gone.url }).check(host, access))).toMatchObject({
    field: 'host',
  });
});
