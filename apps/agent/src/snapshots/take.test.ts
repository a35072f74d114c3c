import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describeError } from '@nanoedge/base';
import { asksForConsent } from '@nanoedge/words';
import { describe, expect, it } from 'vitest';
import { EpochMs, SnapshotId } from '@nanoedge/protocol';
import { aSnapshotId, fillVolume, snapshotBench } from '../../test/support/snapshot-bench.ts';
import { fakeFile } from '../engine/fake-disk.ts';
import { packTar } from '@nanoedge/archive';
import { EngineRefused, EngineUnreachable, SnapshotCorrupt, SnapshotFailed } from '../errors.ts';
import { takeSnapshot } from './take.ts';
import { verifySnapshotFile } from './verify.ts';

describe('a snapshot', () => {
  it('holds volumes, config, release and labels, and is recorded', async () => {
    const { take, store, spec, folder } = await snapshotBench();
    const kept = await take();
    expect(store.list()).toEqual([kept]);
    expect(kept).toMatchObject({
      id: aSnapshotId,
      deployment: spec.id,
      stored: false,
      bytes: statSync(store.file(kept.id)).size,
    });
    const manifest = await verifySnapshotFile(store.file(kept.id), kept.digest);
    expect(manifest.deployment).toMatchObject({
      id: spec.id,
      release: spec.release,
      config: spec.config,
    });
    expect(manifest.labels).toEqual({ 'org.example.note': 'mine' });
    expect(
      manifest.files.map(
        ({ path, kind, mode, uid, bytes }) => `${kind} ${path} ${mode.toString(8)} ${uid} ${bytes}`,
      ),
    ).toEqual([
      'file rows.db 600 65532 9',
      'directory deep 750 65532 0',
      'directory deep/empty 700 65532 0',
      'file deep/note 0 0 6',
      'symlink latest 777 65532 0',
    ]);
    expect(readdirSync(folder)).toEqual(['snapshot-1.tar.zst']);
  });

  it('has the same volumes digest for the same content', async () => {
    const { take } = await snapshotBench();
    const first = await take();
    const second = await take({ snapshotId: SnapshotId.parse('snapshot-2') });
    expect(second.summary.volumesDigest).toBe(first.summary.volumesDigest);
  });

  it('may be of a deployment without volumes', async () => {
    const { take, container } = await snapshotBench();
    const { id, spec } = await container('bare', []);
    expect((await take({ spec, container: id })).summary.files).toBe(0);
  });

  it('keeps big files whole', async () => {
    const { take, container, store } = await snapshotBench();
    const { id, spec, volume } = await container('big');
    volume.set('big', { ...fakeFile(''), content: randomBytes(3_000_000) });
    const kept = await take({ spec, container: id });
    expect((await verifySnapshotFile(store.file(kept.id), kept.digest)).files).toMatchObject([
      { bytes: 3_000_000 },
    ]);
  });

  it('turns hard links into files of their own', async () => {
    const { take, store } = await snapshotBench();
    const file = { type: 'file', size: 2, mode: 0o600 } as const;
    const readPath = async (): Promise<Readable> =>
      packTar([
        { header: { name: './a', ...file }, content: [Buffer.from('hi')] },
        { header: { name: './b', type: 'link', linkname: 'a', mode: 0o600 } },
      ]);
    const kept = await take({ engine: { readPath } });
    const { files } = await verifySnapshotFile(store.file(kept.id), kept.digest);
    expect(files).toMatchObject([
      { path: 'a', bytes: 2 },
      { path: 'b', bytes: 2, sha256: files[0]?.sha256 },
    ]);
  });

  describe('of a volume with what no snapshot holds', () => {
    const file = { type: 'file', size: 2, mode: 0o600 } as const;
    const readPath = async (): Promise<Readable> =>
      packTar([
        { header: { name: './pipe', type: 'fifo', mode: 0o620 } },
        { header: { ...file, name: './a' }, content: [Buffer.from('hi')] },
        { header: { ...file, name: './caf\uFFFDe9' }, content: [Buffer.from('ho')] },
        { header: { name: './deep/tty', type: 'character-device' } },
        { header: { name: './same', type: 'link', linkname: 'deep/tty' } },
        { header: { ...file, name: './C:\\x' }, content: [Buffer.from('no')] },
      ]);
    const lacking = ['data/deep/tty', 'data/same', 'data/C:\\x'];

    it('holds all the rest, pipes and names that are no UTF-8, once somebody agreed', async () => {
      const { take, store } = await snapshotBench();
      const leftOut: string[] = [];
      const onLeftOut = (names: readonly string[]): void => void leftOut.push(...names);
      const kept = await take({ engine: { readPath }, onLeftOut, leaveOut: true });
      expect(leftOut).toEqual(lacking);
      expect((await verifySnapshotFile(store.file(kept.id), kept.digest)).files).toMatchObject([
        { path: 'pipe', kind: 'fifo', bytes: 0, mode: 0o620, sha256: null },
        { path: 'a', bytes: 2 },
        { path: 'caf\uFFFDe9', bytes: 2 },
      ]);
    });

    it('is not taken for a removal that nobody agreed to, and names all of it', async () => {
      const { take, store } = await snapshotBench();
      const failing = take({ engine: { readPath } });
      await expect(failing).rejects.toThrow(SnapshotFailed);
      const reason = await failing.then(() => null, describeError);
      for (const name of lacking) expect(reason).toContain(name);
      expect(asksForConsent(reason)).toBe(true);
      expect(store.list()).toEqual([]);
    });

    it('is not taken for a change, whose way back would lose a file', async () => {
      const { take } = await snapshotBench();
      const failing = take({ engine: { readPath }, reason: 'change' });
      await expect(failing).rejects.toThrow('give it another name');
    });
  });

  it.each([
    ['a name that climbs', { name: './../etc', type: 'file' }, 'nothing was removed'],
    [
      'a link to a file elsewhere',
      { name: './b', type: 'link', linkname: 'nowhere' },
      'outside of it',
    ],
  ] as const)('is not taken of a volume with %s', async (_, header, reason) => {
    const { take, store, folder } = await snapshotBench();
    const failing = take({ engine: { readPath: async () => packTar([{ header }]) } });
    await expect(failing).rejects.toThrow(SnapshotFailed);
    await expect(failing).rejects.toThrow(reason);
    expect(store.list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken when its folder cannot be written, and says so in words', async () => {
    const { take, folder, store } = await snapshotBench();
    writeFileSync(folder, 'not a folder');
    await expect(take()).rejects.toThrow(
      'the snapshot folder cannot be written: something else is in its place',
    );
    expect(store.list()).toEqual([]);
  });

  it('leaves nothing behind when its file cannot be put in its place', async () => {
    const { take, folder, store } = await snapshotBench();
    mkdirSync(store.file(aSnapshotId), { recursive: true });
    await expect(take()).rejects.toThrow(SnapshotFailed);
    expect(readdirSync(folder)).toEqual(['snapshot-1.tar.zst']);
    expect(store.list()).toEqual([]);
  });

  it('is not taken when the engine goes away or refuses in the middle', async () => {
    const { take, folder } = await snapshotBench();
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100);
      throw new EngineUnreachable('the engine broke off');
    }
    await expect(
      take({ engine: { readPath: async () => Readable.from(broken(), { objectMode: false }) } }),
    ).rejects.toThrow(EngineUnreachable);
    const refused = async (): Promise<Readable> => {
      throw new EngineRefused(404, 'no such container');
    };
    await expect(take({ engine: { readPath: refused } })).rejects.toThrow(
      'the engine does not give the volumes: no such container',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be given up in the middle', async () => {
    const { request, folder } = await snapshotBench();
    const stop = new AbortController();
    const taking = takeSnapshot(
      request,
      () => stop.abort(new RangeError('superseded')),
      stop.signal,
    );
    await expect(taking).rejects.toThrow('superseded');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a silent engine', () => {
  it('does not keep a snapshot from being given up', async () => {
    const { request, folder } = await snapshotBench();
    const stop = new AbortController();
    const readPath = async (): Promise<Readable> => {
      setImmediate(() => stop.abort(new RangeError('superseded')));
      return new Readable({ read: () => undefined });
    };
    await expect(
      takeSnapshot({ ...request, engine: { readPath } }, () => undefined, stop.signal),
    ).rejects.toThrow('superseded');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the check of a snapshot', () => {
  it('finds a byte that flipped, wherever it is', async () => {
    const { take, store, folder } = await snapshotBench();
    const kept = await take();
    const whole = readFileSync(store.file(kept.id));
    const flipped = `${folder}/flipped`;
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      writeFileSync(flipped, bytes);
      await expect(verifySnapshotFile(flipped, kept.digest), `byte ${at}`).rejects.toThrow(
        SnapshotCorrupt,
      );
    }
  });

  it('finds a file that is cut or longer than it was', async () => {
    const { take, store, folder } = await snapshotBench();
    const kept = await take();
    const whole = readFileSync(store.file(kept.id));
    for (const bytes of [
      whole.subarray(0, -1),
      whole.subarray(0, 40),
      Buffer.alloc(0),
      Buffer.concat([whole, Buffer.from('x')]),
    ]) {
      writeFileSync(`${folder}/other`, bytes);
      await expect(verifySnapshotFile(`${folder}/other`, kept.digest)).rejects.toThrow(
        SnapshotCorrupt,
      );
    }
    await expect(verifySnapshotFile(`${folder}/nothing`, kept.digest)).rejects.toThrow(
      'it is gone',
    );
  });
});

describe('the store', () => {
  it('keeps the newest of each deployment, and all that the dashboard does not have', async () => {
    const { take, store, container, folder, request } = await snapshotBench();
    const other = await container('other');
    fillVolume(other.volume);
    for (const [at, name] of ['a', 'b', 'c', 'd'].entries()) {
      await take({
        snapshotId: SnapshotId.parse(name),
        clock: { ...request.clock, now: () => EpochMs.parse(1_000 + at) },
      });
    }
    await take({ snapshotId: SnapshotId.parse('z'), spec: other.spec, container: other.id });
    for (const name of ['a', 'c', 'd', 'z']) store.markStored(SnapshotId.parse(name));
    await store.keepNewest(1);
    expect(
      store
        .list()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['b', 'd', 'z']);
    expect(readdirSync(folder).toSorted()).toEqual(['b.tar.zst', 'd.tar.zst', 'z.tar.zst']);
    expect(store.totals()).toEqual({
      count: 3,
      bytes: store.list().reduce((sum, { bytes }) => sum + bytes, 0),
    });
  });

  it('sweeps what has no row, and rows whose file is gone', async () => {
    const { take, store, folder } = await snapshotBench();
    await take();
    writeFileSync(`${folder}/half.archive.tmp`, 'x');
    writeFileSync(`${folder}/unknown.tar.zst`, 'x');
    await store.sweep();
    expect(readdirSync(folder)).toEqual(['snapshot-1.tar.zst']);
    await store.remove(aSnapshotId);
    await take();
    rmSync(store.file(aSnapshotId));
    await store.sweep();
    expect(store.list()).toEqual([]);
  });
});
