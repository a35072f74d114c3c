import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  aDescription,
  cutSnapshots,
  malformedSnapshots,
  rawSnapshot,
  turnedBits,
} from '@nanoedge/archive/testing';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/support/scratch.ts';
import { SnapshotCorrupt } from '../errors.ts';
import { verifySnapshotFile } from './verify.ts';

describe('the check of a snapshot file', () => {
  it('takes what is sound', async () => {
    const file = join(scratchFolder(), 'snapshot.tar.zst');
    const { bytes, digest, manifest } = await rawSnapshot(aDescription());
    writeFileSync(file, bytes);
    expect(await verifySnapshotFile(file, digest)).toEqual(manifest);
  });

  it('refuses all that is malformed with the word that every reader has for it', async () => {
    const file = join(scratchFolder(), 'snapshot.tar.zst');
    const { bytes: sound } = await rawSnapshot(aDescription());
    const cases = [
      ...(await malformedSnapshots(aDescription())),
      ...cutSnapshots(sound, 50),
      ...turnedBits(sound, 401),
    ];
    for (const { name, word, bytes, stated } of cases) {
      writeFileSync(file, bytes);
      const refused: unknown = await verifySnapshotFile(file, stated).catch(
        (error: unknown) => error,
      );
      expect(refused, name).toBeInstanceOf(SnapshotCorrupt);
      expect(refused, name).toMatchObject({ word });
    }
  });
});
