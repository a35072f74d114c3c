import { makeImage } from '@nanoedge/archive/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmallRegistry, type SmallRegistry } from '../../../test/support/small-registry.ts';
import { BadInput } from '../services/errors.ts';
import { openRegistries } from './client.ts';

let registry: SmallRegistry;

const amd64 = await makeImage({ architecture: 'amd64', files: ['for amd64'] });
const v6 = await makeImage({ architecture: 'arm', variant: 'v6', files: ['for a Zero'] });
const v7 = await makeImage({ architecture: 'arm', variant: 'v7', files: ['for a Pi 2'] });
const arm64 = await makeImage({ architecture: 'arm64', variant: 'v8', files: ['for a Pi 4'] });

const resolve = (tag: string, ...platforms: string[]) =>
  openRegistries([]).resolve(`${registry.host}/team/thing:${tag}`, platforms, null);

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof BadInput ? thrown.message : `no refusal: ${String(thrown)}`;
};

const linux = (architecture: string, variant?: string) => ({
  platform: { os: 'linux', architecture, ...(variant === undefined ? {} : { variant }) },
});
const unknown = { platform: { os: 'unknown', architecture: 'unknown' } };
const attests = { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };

beforeAll(async () => {
  registry = await startSmallRegistry();
  const [forAmd64, forV6, forV7, forArm64] = [amd64, v6, v7, arm64].map((image) =>
    registry.putImage(image),
  );
  const attestation = registry.put(
    {
      schemaVersion: 2,
      config: registry.put('{}', 'config'),
      layers: [
        {
          ...registry.put('{"_type":"in-toto"}', 'config'),
          mediaType: 'application/vnd.in-toto+json',
        },
      ],
    },
    'manifest',
  );
  const arms = registry.put(
    {
      schemaVersion: 2,
      manifests: [
        { ...attestation, ...unknown },
        { ...forV6, ...linux('arm', 'v6') },
        { ...forV7, ...linux('arm', 'v7') },
      ],
    },
    'list',
  );
  const inner = registry.put(
    {
      schemaVersion: 2,
      // Neither of them says what it is for
      manifests: [attestation, forArm64, { ...attestation, ...attests, ...linux('amd64') }, arms],
    },
    'index',
  );
  registry.put(
    { schemaVersion: 2, manifests: [inner, { ...forAmd64, ...linux('amd64') }] },
    'index',
    'nested',
  );
  registry.put({ schemaVersion: 2, manifests: [{ ...attestation, ...unknown }] }, 'index', 'bare');
  registry.put(
    { schemaVersion: 2, manifests: [{ ...forV7, ...linux('arm', 'v7') }] },
    'index',
    'v7',
  );
  let deep = forAmd64 ?? attestation;
  for (let level = 0; level < 9; level += 1)
    deep = registry.put({ schemaVersion: 2, manifests: [deep] }, 'index', 'deep');
  const wide = Array.from({ length: 70 }, (_, index) =>
    registry.put({ schemaVersion: 2, manifests: [], index }, 'index'),
  );
  registry.put({ schemaVersion: 2, manifests: wide }, 'index', 'wide');
});

afterAll(async () => registry.stop());

describe('an index in a registry', () => {
  it.each([
    ['amd64', amd64],
    ['arm/v6', v6],
    ['arm/v7', v7],
    ['arm64', arm64],
  ])(
    'gives %s its own image, through other indexes and past attestations',
    async (...[platform, image]) => {
      const found = await resolve('nested', platform);
      expect(found).toMatchObject({ imageId: image.imageId, architecture: platform });
      expect(found.layers.map(({ digest }) => digest)).toEqual(image.diffIds);
    },
  );

  it('gives the most frequent device its own that it has any for', async () => {
    expect((await resolve('nested', 's390x', 'arm/v6', 'amd64')).architecture).toBe('arm/v6');
  });

  it('is refused with what it has, where that is for no device', async () => {
    expect(await refusal(resolve('nested', 's390x', 'riscv64'))).toBe(
      'There is no image for s390x or riscv64 there, only for arm64, arm/v6, arm/v7, amd64.',
    );
    expect(await refusal(resolve('v7', 'arm/v6'))).toBe(
      'There is no image for arm/v6 there, only for arm/v7.',
    );
    expect(await refusal(resolve('bare', 'amd64'))).toBe(
      'There is no image for amd64 there, only for other systems.',
    );
  });

  it('is not followed without an end', async () => {
    expect(await refusal(resolve('deep', 'amd64'))).toMatch(/only for other systems/);
    const before = registry.asked.length;
    expect(await refusal(resolve('wide', 'amd64'))).toMatch(/leads to more images than one has/);
    expect(registry.asked.length - before).toBeLessThan(70);
  });
});
