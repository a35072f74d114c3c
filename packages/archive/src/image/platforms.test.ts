import { describe, expect, it } from 'vitest';
import {
  inChunks,
  makeImage,
  memoryParts,
  newDockerEntries,
  severalPlatforms,
  tarOf,
  type ImageEntry,
  type MadeImage,
} from '../testing/index.ts';
import { readImage } from './read.ts';

const read = async (entries: readonly ImageEntry[], ...wanted: string[]) =>
  readImage(memoryParts(), inChunks(await tarOf(entries)), wanted);

const amd64 = await makeImage({ architecture: 'amd64', files: ['for amd64'] });
const v6 = await makeImage({ architecture: 'arm', variant: 'v6', files: ['for a Zero'] });
const v7 = await makeImage({ architecture: 'arm', variant: 'v7', files: ['for a Pi 2'] });
const arm64 = await makeImage({ architecture: 'arm64', variant: 'v8', files: ['for a Pi 4'] });
const all = [amd64, v6, v7, arm64];

/** Several platforms as an engine with the containerd store lists them in its manifest.json. */
const dockerList = (images: readonly MadeImage[], tags: readonly string[]): ImageEntry[] => {
  const each = images.map((image, index) => newDockerEntries(image, tags[index]));
  const listed = each.flatMap(([manifest]) => JSON.parse(String(manifest?.content)));
  return [
    { name: 'manifest.json', content: JSON.stringify(listed) },
    ...each.flatMap((entries) => entries.slice(1)),
  ];
};

describe('an archive of one image for several platforms', () => {
  it.each([
    ['arm/v6', v6, 'arm/v6'],
    ['arm/v7', v7, 'arm/v7'],
    ['arm64', arm64, 'arm64'],
    ['amd64', amd64, 'amd64'],
  ])('gives %s its own, through indexes in indexes', async (wanted, image, architecture) => {
    for (const depth of [1, 2, 3])
      expect(await read(severalPlatforms(all, { depth }), wanted)).toMatchObject({
        reference: 'lab/many:1',
        architecture,
        config: { digest: image.imageId },
      });
  });

  it('gives the most frequent device its own where there is one', async () => {
    const { config } = await read(severalPlatforms([v6, amd64]), 'arm64', 'amd64', 'arm/v7');
    expect(config.digest).toBe(amd64.imageId);
  });

  it('is refused with both lists where it is for no device', async () => {
    const refused = read(severalPlatforms([v7, arm64]), 'amd64', 'arm/v6');
    await expect(refused).rejects.toThrow('images for arm/v7, arm64, and no device is one of them');
    await expect(refused).rejects.toMatchObject({
      remedy: 'Build it for amd64 or arm/v6, which your devices are.',
    });
  });

  it('is taken for the one platform that is whole', async () => {
    const layer = severalPlatforms([v6]).at(-1)?.name;
    const entries = severalPlatforms([v6, amd64]).filter(({ name }) => name !== layer);
    expect((await read(entries, 'arm/v6')).config.digest).toBe(amd64.imageId);
  });

  it('may be listed by manifest.json', async () => {
    const entries = dockerList([amd64, arm64], ['lab/many:1', 'lab/many:1']);
    expect((await read(entries, 'arm64')).config.digest).toBe(arm64.imageId);
    await expect(read(dockerList([amd64, arm64], ['lab/a:1', 'lab/b:1']), 'arm64')).rejects.toThrow(
      'several images: lab/a:1, lab/b:1.',
    );
  });

  it('is read by its index where manifest.json lists nothing', async () => {
    const entries = [{ name: 'manifest.json', content: '[]' }, ...severalPlatforms(all)];
    expect((await read(entries, 'arm/v7')).config.digest).toBe(v7.imageId);
  });

  it('of Windows beside Linux is that for Linux', async () => {
    const windows = await makeImage({ os: 'windows', architecture: 'amd64', files: ['ntoskrnl'] });
    const { config } = await read(severalPlatforms([windows, amd64]), 'amd64');
    expect(config.digest).toBe(amd64.imageId);
  });
});
