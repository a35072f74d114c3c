import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aDescription, rawEntries, rawSnapshot, rawTar, rawZstd } from '../testing/index.ts';
import { SnapshotDamaged } from './damaged.ts';
import { verifySnapshot } from './verify.ts';

async function* inChunks(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a snapshot that unpacks to more than it says', () => {
  const zeros = Buffer.alloc(8 * 1024 * 1024);

  it.each([
    ['behind its last entry', (tar: Buffer) => Buffer.concat([tar, zeros])],
    ['in place of its manifest', () => Buffer.concat(Array.from({ length: 9 }, () => zeros))],
  ])('is not unpacked any further: zeros %s', async (_where, spoil) => {
    const tar = await rawTar(rawEntries());
    const bytes = rawZstd(spoil(tar));
    expect(bytes.length).toBeLessThan(100_000);
    await expect(verifySnapshot(inChunks(bytes))).rejects.toThrow(SnapshotDamaged);
  });

  it('says so where its manifest is whole', async () => {
    const whole = zstdDecompressSync((await rawSnapshot(aDescription())).bytes);
    const bomb = rawZstd(Buffer.concat([whole, zeros]));
    await expect(verifySnapshot(inChunks(bomb))).rejects.toThrow('unpacks to more');
  });
});
