import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { systemClock } from '@nanoedge/base';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeviceId } from '@nanoedge/protocol';
import { FakeDashboard } from '../../test/support/fake-dashboard.ts';
import { scratchFolder } from '../../test/support/scratch.ts';
import {
  aSnapshotId,
  snapshotBench,
  type SnapshotBench,
} from '../../test/support/snapshot-bench.ts';
import { fakeFile, writeVolume, type FakeVolume } from '../engine/fake-disk.ts';
import {
  DashboardUnreachable,
  LinkRefused,
  RestoreFailed,
  SnapshotCorrupt,
  SnapshotFailed,
} from '../errors.ts';
import { Identity } from '../store/identity.ts';
import { restoreVolumes, type RestoreRequest } from './restore.ts';
import { SnapshotTransfer } from '../uplink/snapshots/transfer.ts';
import { verifySnapshotFile } from './verify.ts';

const never = new AbortController().signal;

const restore = async (
  bench: SnapshotBench,
  to: { id: string; spec: RestoreRequest['spec'] },
  change: Partial<RestoreRequest> = {},
) => {
  const kept = bench.store.list()[0] ?? (await bench.take());
  const file = bench.store.file(kept.id);
  const manifest = await verifySnapshotFile(file, kept.digest);
  const { engine } = bench;
  await restoreVolumes(
    { engine, container: to.id, spec: to.spec, file, manifest, ...change },
    () => undefined,
    never,
  );
};

const contents = (volume: FakeVolume): string[] =>
  [...volume].map(
    ([path, { kind, content, mode, uid, gid, target }]) =>
      `${kind} ${path} ${mode} ${uid}:${gid} ${target} ${content.toString()}`,
  );

describe('a restore', () => {
  it('brings every file back as it was', async () => {
    const bench = await snapshotBench();
    const to = await bench.container('restored');
    await restore(bench, to);
    expect(contents(to.volume)).toEqual(
      contents(bench.engine.volume('nanoedge-device-1-authentication-data')),
    );
  });

  it('leaves volumes alone that the snapshot does not have', async () => {
    const bench = await snapshotBench();
    const to = await bench.container('restored', [
      { name: 'data', path: '/data' },
      { name: 'more', path: '/more' },
    ]);
    await restore(bench, to);
    expect(contents(bench.engine.volume('nanoedge-device-1-restored-more'))).toEqual([]);
  });

  it('fails when the deployment has no place for a volume', async () => {
    const bench = await snapshotBench();
    const to = await bench.container('restored', [{ name: 'other', path: '/other' }]);
    await expect(restore(bench, to)).rejects.toThrow(
      'volumes that this release does not have: data',
    );
  });

  it('fails when something else is in the volume afterwards', async () => {
    const bench = await snapshotBench();
    const to = await bench.container('restored');
    to.volume.set('stranger', fakeFile('boo'));
    await expect(restore(bench, to)).rejects.toThrow(
      'stranger in volume data is there, and not in the snapshot',
    );
  });

  it.each([
    [
      'the content',
      (volume: FakeVolume) => volume.set('rows.db', fakeFile('nine byte')),
      'rows.db in volume data holds other bytes',
    ],
    [
      'the owner',
      (volume: FakeVolume) => volume.set('rows.db', fakeFile('some rows', { uid: 0 })),
      'rows.db in volume data belongs to 0:65532',
    ],
    [
      'a file',
      (volume: FakeVolume) => volume.delete('deep/empty'),
      'deep/empty in volume data is missing',
    ],
    [
      'a link',
      (volume: FakeVolume) =>
        volume.set('latest', fakeFile('', { kind: 'symlink', mode: 0o777, target: '/etc' })),
      'latest in volume data points to somewhere else',
    ],
  ])('fails when the engine does not keep %s', async (_, spoil, reason) => {
    const bench = await snapshotBench();
    const to = await bench.container('restored');
    const engine: RestoreRequest['engine'] = {
      readPath: async (container, path) => bench.engine.readPath(container, path),
      writePath: async (_container, _path, tar) => {
        await writeVolume(to.volume, tar);
        spoil(to.volume);
      },
    };
    const failing = restore(bench, to, { engine });
    await expect(failing).rejects.toThrow(RestoreFailed);
    await expect(failing).rejects.toThrow(reason);
  });

  it('can be given up in the middle', async () => {
    const bench = await snapshotBench();
    const kept = await bench.take();
    const to = await bench.container('restored');
    const file = bench.store.file(kept.id);
    const manifest = await verifySnapshotFile(file, kept.digest);
    const stop = new AbortController();
    const request = { engine: bench.engine, container: to.id, spec: to.spec, file, manifest };
    const restoring = restoreVolumes(
      request,
      () => stop.abort(new RangeError('superseded')),
      stop.signal,
    );
    await expect(restoring).rejects.toThrow('superseded');
  });
});

describe('the transfer of a snapshot', () => {
  const open = async () => {
    const bench = await snapshotBench();
    const dashboard = new FakeDashboard('device-1');
    await dashboard.start();
    onTestFinished(async () => dashboard.stop());
    const identity = Identity.open(scratchFolder());
    dashboard.admit(identity);
    const ports = {
      store: bench.store,
      dashboardUrl: dashboard.url,
      device: DeviceId.parse('device-1'),
      identity,
      clock: systemClock,
    };
    const transfer = new SnapshotTransfer(ports);
    const kept = await bench.take();
    const wanted = { snapshot: kept.id, digest: kept.digest, bytes: kept.bytes };
    return { ...bench, dashboard, transfer, kept, wanted, store: bench.store };
  };
  const quiet = (): void => undefined;

  it('counts as done when the dashboard has read the same back', async () => {
    const { transfer, kept, store, dashboard } = await open();
    const seen: [number, number | null][] = [];
    await transfer.store(kept, (bytes, total) => seen.push([bytes, total]), never);
    expect(dashboard.snapshots.get(kept.id)).toEqual(readFileSync(store.file(kept.id)));
    expect(store.get(kept.id)?.stored).toBe(true);
    expect(seen.at(-1)).toEqual([kept.bytes, kept.bytes]);
  });

  it('does not count when the dashboard read something else, refuses, or is away', async () => {
    const { transfer, kept, store, dashboard } = await open();
    dashboard.misreadSnapshots = true;
    await expect(transfer.store(kept, quiet, never)).rejects.toThrow(SnapshotFailed);
    dashboard.refuseBlobs = 507;
    await expect(transfer.store(kept, quiet, never)).rejects.toThrow(
      new LinkRefused('the dashboard does not store the snapshot: Not now.'),
    );
    dashboard.refuseBlobs = 503;
    await expect(transfer.store(kept, quiet, never)).rejects.toThrow(DashboardUnreachable);
    await dashboard.stop();
    await expect(transfer.store(kept, quiet, never)).rejects.toThrow(DashboardUnreachable);
    rmSync(store.file(kept.id));
    expect(store.get(kept.id)?.stored).toBe(false);
  });

  it('says so when the file is gone from the device', async () => {
    const { transfer, kept, store } = await open();
    rmSync(store.file(kept.id));
    await expect(transfer.store(kept, quiet, never)).rejects.toThrow(
      'the snapshot cannot be read: it is gone',
    );
  });

  it('is not needed for a restore when the device has the file still', async () => {
    const { transfer, wanted, store, dashboard } = await open();
    dashboard.refuseBlobs = 500;
    const { file, manifest } = await transfer.fetch(wanted, quiet, never);
    expect(file).toBe(store.file(aSnapshotId));
    expect(manifest.files).toHaveLength(5);
  });

  it('brings back what is broken or gone on the device, and keeps it', async () => {
    const { transfer, kept, wanted, store } = await open();
    await transfer.store(kept, quiet, never);
    writeFileSync(store.file(kept.id), 'broken');
    const { file } = await transfer.fetch(wanted, quiet, never);
    await verifySnapshotFile(file, wanted.digest);
    await store.remove(kept.id);
    await transfer.fetch(wanted, quiet, never);
    expect(store.get(kept.id)).toEqual({ ...kept, stored: true });
  });

  it('refuses a snapshot that is not what was asked for', async () => {
    const { transfer, kept, wanted, store, dashboard, folder } = await open();
    await transfer.store(kept, quiet, never);
    await store.remove(kept.id);
    const bytes = Buffer.from(dashboard.snapshots.get(kept.id) ?? '');
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    dashboard.snapshots.set(kept.id, bytes);
    await expect(transfer.fetch(wanted, quiet, never)).rejects.toThrow(SnapshotCorrupt);
    dashboard.refuseBlobs = 404;
    await expect(transfer.fetch(wanted, quiet, never)).rejects.toThrow(LinkRefused);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'not a folder');
    await expect(transfer.fetch(wanted, quiet, never)).rejects.toThrow(
      'the snapshot cannot be kept on this device',
    );
  });
});
