import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { volumesDigest } from '@nanoedge/archive';
import { cutSnapshots, malformedSnapshots, turnedBits } from '@nanoedge/archive/testing';
import { DeviceId, parse, SnapshotFile } from '@nanoedge/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { snapshots } from '../../src/server/db/schema/index.ts';
import { storeFromDevice } from '../../src/server/services/snapshots/store-from-device.ts';
import { UnsoundSnapshot } from '../../src/server/services/snapshots/unsound.ts';
import { restoreSnapshot } from '../../src/server/services/snapshots/restore.ts';
import type { Tampering } from './support/snapshot-files.ts';
import {
  actor,
  flip,
  idOf,
  openSnapshotLab,
  problemOf,
  type SnapshotLab,
} from './support/snapshot-lab.ts';

let lab: SnapshotLab;
beforeAll(async () => {
  lab = await openSnapshotLab();
});
afterAll(() => lab.close());
afterEach(() => lab.forget());

describe('a snapshot that is not sound', () => {
  const evil = (name: string) => ({
    name,
    type: 'file' as const,
    content: Buffer.from('evil'),
    mode: 0o644,
  });
  const fileAt = (target: string, more: object = {}) =>
    parse(
      SnapshotFile,
      {
        volume: 'data',
        path: target,
        kind: 'file',
        bytes: 4,
        mode: 0o644,
        uid: 10_001,
        gid: 10_001,
        sha256: `sha256:${'1'.repeat(64)}`,
        ...more,
      },
      'file',
    );
  const withFile = (file: SnapshotFile): Tampering => ({
    manifest: (manifest) => {
      const all = [...manifest.files, file];
      return { ...manifest, files: all, volumesDigest: volumesDigest(all) };
    },
  });
  const cases: Record<string, { tampering: Tampering; says: string }> = {
    'has a file with other bytes': {
      tampering: {
        entries: (all) =>
          all.map((one) =>
            one.name.endsWith('app.db') ? { ...one, content: flip(one.content, 20_000) } : one,
          ),
      },
      says: '“volumes/data/app.db” is damaged: its SHA-256',
    },
    'has a file of another size': {
      tampering: {
        entries: (all) =>
          all.map((one) =>
            one.name.endsWith('ünï.txt') ? { ...one, content: Buffer.from('a rooms') } : one,
          ),
      },
      says: '“volumes/data/rooms/ünï.txt” is damaged: it has 7 bytes instead of 6',
    },
    'has a file with another mode': {
      tampering: {
        entries: (all) =>
          all.map((one) => (one.name.endsWith('app.db') ? { ...one, mode: 0o4755 } : one)),
      },
      says: '“volumes/data/app.db” has another owner or mode',
    },
    'lacks a file': {
      tampering: { entries: (all) => all.filter((one) => !one.name.endsWith('app.db')) },
      says: '“volumes/data/app.db” is missing',
    },
    'has one file more': {
      tampering: { entries: (all) => [...all, evil('volumes/data/more')] },
      says: '“volumes/data/more” is not in the manifest',
    },
    'has one file twice': {
      tampering: {
        entries: (all) => [...all, ...all.filter((one) => one.name.endsWith('app.db'))],
      },
      says: '“volumes/data/app.db” is not in the manifest, or there twice',
    },
    'has a file outside of the volumes': {
      tampering: { entries: (all) => [...all, evil('../../etc/cron.d/x')] },
      says: 'not in the manifest',
    },
    'lists a path that leads out': {
      tampering: withFile(fileAt('../../etc/x')),
      says: 'is no safe path',
    },
    'lists a file behind a link': {
      tampering: withFile(fileAt('latest/x')),
      says: 'lies behind “volumes/data/latest”',
    },
    'lists a volume that the deployment does not have': {
      tampering: withFile(fileAt('x', { volume: 'other' })),
      says: 'belongs to no volume',
    },
    'has a lab.folder where the manifest has a file': {
      tampering: {
        entries: (all) =>
          all.map((one) =>
            one.name.endsWith('/empty') ? { ...one, type: 'directory' as const } : one,
          ),
      },
      says: '“volumes/data/empty” is not the file',
    },
    'has another digest over its volumes': {
      tampering: {
        manifest: (manifest) => ({ ...manifest, volumesDigest: `sha256:${'0'.repeat(64)}` }),
      },
      says: '“manifest.json” is damaged',
    },
    'has a manifest of another format': {
      tampering: { manifest: (manifest) => ({ ...manifest, format: 2 }) },
      says: 'manifest.json: format',
    },
  };
  for (const [name, { tampering, says }] of Object.entries(cases)) {
    it(`because it ${name} is refused by the name of what is wrong, and leaves nothing`, async () => {
      const answer = await lab.put(await lab.take('unsound', { tampering }));
      expect(await problemOf(answer)).toContain(says);
      expect(answer.status).toBe(400);
      expect(await lab.files()).toEqual([]);
      expect(await lab.dashboard.deps.db.select().from(snapshots)).toEqual([]);
    });
  }

  it('because it is cut, empty or something else is refused, whatever digest was announced', async () => {
    const made = await lab.take('cut');
    for (const bytes of [
      made.bytes.subarray(0, made.bytes.length - 20),
      Buffer.alloc(0),
      Buffer.from('no snapshot '.repeat(99)),
    ]) {
      const upload = await lab.upload(bytes);
      expect(upload.status).toBe(400);
      expect(await problemOf(upload)).toMatch(/not sound/);
    }
    expect(await lab.files()).toEqual([]);
  });

  it('because a byte flipped anywhere in the file is refused', async () => {
    const made = await lab.take('anywhere', { tampering: { checksum: false } });
    for (let at = 0; at < made.bytes.length; at += Math.ceil(made.bytes.length / 60)) {
      await writeFile(path.join(lab.folder, 'anywhere.tar.zst'), made.bytes);
      await lab.put(made);
      await writeFile(path.join(lab.folder, 'anywhere.tar.zst'), flip(made.bytes, at));
      await expect(
        restoreSnapshot(lab.dashboard.deps, actor, { snapshot: idOf('anywhere') }),
      ).rejects.toThrow(/“anywhere” cannot be restored: .+/);
    }
  });

  it('is refused with the word that every reader has for it', async () => {
    const made = await lab.take('malformed');
    const device = parse(DeviceId, lab.entrance.device, 'device');
    const cases = [
      ...(await malformedSnapshots(made.manifest)),
      ...cutSnapshots(made.bytes, 50),
      ...turnedBits(made.bytes, 401),
    ];
    for (const { name, word, bytes, stated } of cases) {
      const brought = { id: idOf('malformed'), digest: stated, source: Readable.from([bytes]) };
      const refused: unknown = await storeFromDevice(lab.dashboard.deps, device, brought).catch(
        (error: unknown) => error,
      );
      expect(refused, name).toBeInstanceOf(UnsoundSnapshot);
      expect(refused, name).toMatchObject({ word });
    }
    expect(await lab.files()).toEqual([]);
  });
});
