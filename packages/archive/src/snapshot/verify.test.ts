import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bytes } from '@nanoedge/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../digest.ts';
import { nameText } from '../file-name.ts';
import { gather } from '../tar.ts';
import {
  aDescription,
  cutSnapshots,
  malformedSnapshots,
  rawSnapshot,
  turnedBits,
  type MalformedSnapshot,
} from '../testing/index.ts';
import { SnapshotDamaged } from './damaged.ts';
import { sealManifest } from './manifest.ts';
import { openSnapshot } from './open.ts';
import { verifySnapshot } from './verify.ts';
import { keyOf, type VolumeEntry } from './volume-entry.ts';
import { writeSnapshot } from './write.ts';

async function* inChunks(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The word with which a file is refused; null when it is taken. */
const wordOf = async (bytes: Buffer, expected = digestOf(bytes), size?: number) => {
  try {
    await verifySnapshot(inChunks(bytes, size), { expected });
    return null;
  } catch (error) {
    if (error instanceof SnapshotDamaged) return error.word;
    throw error;
  }
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Entry = VolumeEntry & { content: Uint8Array[] };

const part = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
  .filter((text) => !/[/\\\0]|^\.\.?$/.test(text) && text.isWellFormed());
const entry = fc.record({
  volume: fc.constantFrom('data', 'more'),
  // As an engine's archive is read: a character that stands for a byte is escaped itself
  path: fc
    .array(part, { minLength: 1, maxLength: 5 })
    .map((parts) => nameText(Buffer.from(parts.join('/')))),
  kind: fc.constantFrom('file', 'directory', 'symlink'),
  content: fc.uint8Array({ maxLength: 3_000 }),
  mode: fc.nat(0o7777),
  uid: fc.nat(0o777_777),
  gid: fc.nat(0o777_777),
  target: fc.webPath().filter((path) => path !== ''),
  mtime: fc.nat(2 ** 31 - 1).map((seconds) => new Date(seconds * 1000)),
});

/** Entries of volumes as an engine gives them: no path twice, nothing below a file. */
const volumes = fc.array(entry, { maxLength: 12 }).map((all): Entry[] => {
  const kept: Entry[] = [];
  for (const { volume, path, kind, content, mode, uid, gid, target, mtime } of all) {
    const clashes = ({ file }: Entry): boolean =>
      file.volume === volume &&
      (file.path === path ||
        file.path.startsWith(`${path}/`) ||
        (path.startsWith(`${file.path}/`) && file.kind !== 'directory'));
    if (kept.some(clashes)) continue;
    const isFile = kind === 'file';
    kept.push({
      file: {
        volume,
        path,
        kind,
        mode,
        uid,
        gid,
        bytes: Bytes.parse(isFile ? content.length : 0),
        sha256: isFile ? digestOf(content) : null,
      },
      mtime,
      target: kind === 'symlink' ? target : null,
      content: isFile ? [content] : [],
    });
  }
  return kept;
});

const description = () => {
  const { deployment, ...rest } = aDescription();
  const names = ['data', 'more'].map((name) => ({ name, path: `/${name}` }));
  return { ...rest, deployment: { ...deployment, volumes: names } };
};

describe('a snapshot that was written here', () => {
  it('is sound, and gives back what went into it', async () => {
    await fc.assert(
      fc.asyncProperty(volumes, async (entries) => {
        const file = join(folder, 'written');
        const manifest = sealManifest(
          description(),
          entries.map((one) => one.file),
        );
        const written = await writeSnapshot(
          file,
          { manifest, entries },
          new AbortController().signal,
        );
        const bytes = await readFile(file);
        const found = await verifySnapshot(inChunks(bytes), { expected: written.digest });
        expect(found).toMatchObject({ manifest, ...written });
        const read: Entry[] = [];
        const { entries: inside } = await openSnapshot(inChunks(bytes));
        for await (const one of inside) {
          const wanted = entries[read.length];
          const content = await gather(one.content);
          expect(keyOf(one)).toBe(wanted === undefined ? null : keyOf(wanted.file));
          expect(content).toEqual(Buffer.concat(wanted?.content ?? []));
          if (wanted !== undefined) {
            expect(one.header.mtime).toEqual(wanted.mtime);
            expect(one.header.linkname ?? null).toBe(wanted.target);
            read.push(wanted);
          }
        }
        expect(read).toHaveLength(entries.length);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a snapshot that an earlier release wrote', () => {
  it('is sound', async () => {
    const bytes = await readFile(
      new URL('../../fixtures/snapshot.tar.zst', import.meta.url).pathname,
    );
    const found = await verifySnapshot(inChunks(bytes), { expected: digestOf(bytes) });
    expect(found.digest).toBe(
      'sha256:f733e761d70be11275f83d60b67ea6696e8e15c2886369694dbcca7ecfade2d0',
    );
    expect(found.manifest.volumesDigest).toBe(
      'sha256:86423b21c86ada6422842622d73ae92725c6c6cc492c99e6a322e7e329d98eb5',
    );
    expect(
      found.manifest.files.map(({ path, kind, mode }) => [path.slice(0, 20), kind, mode]),
    ).toMatchInlineSnapshot(`
      [
        [
          "rows.db",
          "file",
          384,
        ],
        [
          "deep",
          "directory",
          488,
        ],
        [
          "deep/empty",
          "directory",
          448,
        ],
        [
          "deep/note",
          "file",
          0,
        ],
        [
          "deep/ünï ☃.txt",
          "file",
          384,
        ],
        [
          "deep/long-long-long-",
          "file",
          384,
        ],
        [
          "dev\\x2ddisk",
          "file",
          384,
        ],
        [
          "none",
          "file",
          384,
        ],
        [
          "hard",
          "file",
          384,
        ],
        [
          "latest",
          "symlink",
          511,
        ],
      ]
    `);
  });
});

describe('a snapshot that is not sound', () => {
  const refused = async (cases: Iterable<MalformedSnapshot>): Promise<number> => {
    let count = 0;
    for (const { name, word, bytes, stated } of cases) {
      expect(await wordOf(bytes, stated), name).toBe(word);
      count += 1;
    }
    return count;
  };

  it('is refused with the word of what is wrong', async () => {
    expect(await refused(await malformedSnapshots(aDescription()))).toBeGreaterThan(100);
  });

  it('is refused wherever it was cut', async () => {
    const { bytes } = await rawSnapshot(aDescription());
    expect(await refused(cutSnapshots(bytes))).toBe(bytes.length);
  });

  it('is refused whichever byte of it has a bit turned', async () => {
    const { bytes } = await rawSnapshot(aDescription());
    expect(await refused(turnedBits(bytes, 3))).toBeGreaterThan(bytes.length * 2);
  });

  it('is refused whatever a byte of it became', async () => {
    const { bytes, digest } = await rawSnapshot(aDescription());
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Buffer.from(bytes);
          changed[at] = ((changed[at] ?? 0) + by) & 0xff;
          expect(await wordOf(changed, digest)).toBe('digest');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused alike however its bytes arrive', async () => {
    const cases = await malformedSnapshots(aDescription());
    for (const { name, word, bytes, stated } of cases) {
      if (bytes.length > 20_000) continue;
      expect(await wordOf(bytes, stated, 1 + (bytes.length % 97)), name).toBe(word);
    }
    const { bytes, digest } = await rawSnapshot(aDescription());
    expect(await wordOf(bytes, digest, 1)).toBe(null);
  });

  it('holds the same files where nobody knows its digest and it is not refused', async () => {
    const { bytes, manifest } = await rawSnapshot(aDescription());
    let taken = 0;
    for (const { bytes: turned } of turnedBits(bytes, 5)) {
      const [found] = await Promise.allSettled([verifySnapshot(inChunks(turned))]);
      if (found.status === 'rejected') {
        expect(found.reason).toBeInstanceOf(SnapshotDamaged);
        continue;
      }
      expect(found.value.manifest).toEqual(manifest);
      taken += 1;
    }
    // The bits of the frame's header that say how much memory it may take
    expect(taken).toBeLessThan(20);
  });
});

describe('the check of a snapshot', () => {
  it('passes on what its source says, and closes it', async () => {
    const { bytes } = await rawSnapshot(aDescription());
    let closed = false;
    async function* failing(): AsyncGenerator<Uint8Array> {
      try {
        yield bytes.subarray(0, 100);
        throw new RangeError('the disk broke');
      } finally {
        closed = true;
      }
    }
    await expect(verifySnapshot(failing())).rejects.toThrow('the disk broke');
    expect(closed).toBe(true);
  });

  it('can be given up', async () => {
    const { bytes } = await rawSnapshot(aDescription());
    const signal = AbortSignal.abort(new RangeError('superseded'));
    await expect(verifySnapshot(inChunks(bytes), { signal })).rejects.toThrow('superseded');
  });
});
