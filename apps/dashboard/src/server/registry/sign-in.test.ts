import { makeImage } from '@nanoedge/archive/testing';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmallRegistry, type SmallRegistry } from '../../../test/support/small-registry.ts';
import { BadInput } from '../services/errors.ts';
import type { RegistryAccess } from '../services/registry-port.ts';
import { openRegistries } from './client.ts';

const image = await makeImage({ architecture: 'amd64' });
const credentials = { username: 'ann', password: 'ge:heim “ü”' };
const right: RegistryAccess = { isPlain: false, credentials };
const wrong: RegistryAccess = { isPlain: false, credentials: { ...credentials, password: 'x' } };
const world = openRegistries([]);

const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof BadInput ? thrown.detail : `no refusal: ${String(thrown)}`;
};

describe.each(['basic', 'token'] as const)('a registry that wants a password by %s', (signIn) => {
  let registry: SmallRegistry;
  let reference: string;

  beforeAll(async () => {
    registry = await startSmallRegistry({ signIn, ...credentials });
    registry.putImage(image, '1');
    reference = `${registry.host}/team/thing:1`;
  });
  afterAll(async () => registry.stop());

  it('describes an image and gives its layers to who has it', async () => {
    const found = await world.resolve(reference, ['amd64'], right);
    expect(found.imageId).toBe(image.imageId);
    const [blob] = found.blobs;
    const layer = blob && (await buffer(world.read(found.image, blob, right)));
    expect(layer && gunzipSync(layer)).toEqual(image.layers[0]);
  });

  it('says who is not let in, and where to mend it', async () => {
    expect(await refusal(world.resolve(reference, ['amd64'], null))).toMatchObject({
      field: 'source.image',
      message: `The registry ${registry.host} does not show team/thing without credentials.`,
      remedy: 'Enter its name and password on the page Registries.',
    });
    expect(await refusal(world.resolve(reference, ['amd64'], wrong))).toMatchObject({
      message: `The registry ${registry.host} does not show team/thing to ann.`,
    });
  });

  it('is tried without any image', async () => {
    expect(await world.check(registry.host, right)).toBe('signed-in');
    expect(await world.check(registry.host, wrong)).toBe('refused');
    expect(await world.check(registry.host, { isPlain: false, credentials: null })).toBe('refused');
  });

  it('hears the password only where it asked for it', async () => {
    registry.asked.length = 0;
    await world.resolve(reference, ['amd64'], right);
    const withPassword = registry.asked.filter(({ authorization }) =>
      authorization?.startsWith('Basic'),
    );
    expect(registry.asked[0]?.authorization).toBeNull();
    if (signIn === 'token')
      expect(withPassword.map(({ path }) => path.split('?')[0])).toEqual(['/token']);
    else expect(withPassword.length).toBeGreaterThan(0);
  });
});

describe('what is not a registry that takes a password', () => {
  it('is told from one that asks nobody for one', async () => {
    const open = await startSmallRegistry();
    expect(await world.check(open.host, right)).toBe('open');
    expect(open.asked.some(({ authorization }) => authorization !== null)).toBe(false);
    await open.stop();
    expect(await refusal(world.check(open.host, right))).toMatchObject({
      field: 'host',
      message: `The registry ${open.host} cannot be reached.`,
    });
  });

  it.each([
    ['docker.io', 'docker.io'],
    ['https://index.docker.io/v1/', 'docker.io'],
    ['Registry.Example:5000/', 'registry.example:5000'],
    ['http://[::1]:5000/v2/', '[::1]:5000'],
    ['registry.example/team', null],
    ['a b', null],
    ['', null],
    ['user@registry.example', null],
  ])('%s means the host %s', (text, host) => {
    expect(world.readHost(text)).toBe(host);
  });

  it('is found for an image by whatever name Docker Hub goes', () => {
    for (const name of ['nginx', 'docker.io/a/b:1', 'index.docker.io/a/b'])
      expect(world.hostOf(name)).toBe('docker.io');
    expect(world.hostOf('Registry.Example/a:1')).toBe('registry.example');
  });
});
