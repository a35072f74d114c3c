import { manifestDigestOf } from '@nanoedge/archive';
import { Digest, parse, Release } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { findImage, isImageOf } from './image-identity.ts';

const digest = (digit: string): Digest => Digest.parse(`sha256:${digit.repeat(64)}`);
const config = digest('1');
const release = (more: object): Release =>
  parse(Release, { version: '1', image: 'lab/one:1', imageId: config, ...more }, 'release');
const archived = release({
  archive: { configBytes: 7, layers: [{ digest: digest('2'), bytes: 9 }] },
});
const manifest = manifestDigestOf({ digest: config, bytes: 7 }, [
  { digest: digest('2'), bytes: 9 },
]);

describe('the image of a release', () => {
  it.each<[string, { wanted: Release; id: Digest; is: boolean }]>([
    ['its config, where images lie in a graph driver', { wanted: archived, id: config, is: true }],
    [
      'the manifest of its archive, where they lie in containerd',
      { wanted: archived, id: manifest, is: true },
    ],
    [
      'the manifest that its reference is pinned to',
      {
        wanted: release({ image: `lab.example/one@${digest('3')}`, pull: true }),
        id: digest('3'),
        is: true,
      },
    ],
    ['no other manifest', { wanted: archived, id: digest('3'), is: false }],
    [
      'what a reference without a digest means',
      { wanted: release({ pull: true }), id: digest('3'), is: false },
    ],
    [
      'what an archive is not pulled by',
      { wanted: release({ image: `a/b@${digest('3')}` }), id: digest('3'), is: false },
    ],
  ])('is known by %s', (_, { wanted, id, is }) => {
    expect(isImageOf(wanted, id)).toBe(is);
  });

  it('is found by whichever id the engine knows', async () => {
    for (const id of [config, manifest]) {
      const image = async (asked: string) => (asked === id ? { id, bytes: 1 } : null);
      expect(await findImage({ image }, archived)).toEqual({ id, bytes: 1 });
    }
    expect(await findImage({ image: async () => null }, archived)).toBeNull();
  });
});
