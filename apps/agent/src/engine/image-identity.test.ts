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
  it.each<[string, Release, Digest, boolean]>([
    ['its config, where images lie in a graph driver', archived, config, true],
    ['the manifest of its archive, where they lie in containerd', archived, manifest, true],
    [
      'the manifest that its reference is pinned to',
      release({ image: `lab.example/one@${digest('3')}`, pull: true }),
      digest('3'),
      true,
    ],
    ['no other manifest', archived, digest('3'), false],
    ['what a reference without a digest means', release({ pull: true }), digest('3'), false],
    [
      'what an archive is not pulled by',
      release({ image: `a/b@${digest('3')}` }),
      digest('3'),
      false,
    ],
  ])('is known by %s', (_, wanted, id, expected) => {
    expect(isImageOf(wanted, id)).toBe(expected);
  });

  it('is found by whichever id the engine knows', async () => {
    for (const id of [config, manifest]) {
      const image = async (asked: string) => (asked === id ? { id, bytes: 1 } : null);
      expect(await findImage({ image }, archived)).toEqual({ id, bytes: 1 });
    }
    expect(await findImage({ image: async () => null }, archived)).toBeNull();
  });
});
