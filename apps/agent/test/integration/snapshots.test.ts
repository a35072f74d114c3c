import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DeviceId, SnapshotId, type DeploymentSpec } from '@nanoedge/protocol';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { packTar, type TarEntry } from '@nanoedge/archive';
import { RestoreFailed, SnapshotFailed } from '../../src/errors.ts';
import { restoreVolumes } from '../../src/snapshots/restore.ts';
import { SnapshotStore } from '../../src/snapshots/store.ts';
import { takeSnapshot, type SnapshotRequest } from '../../src/snapshots/take.ts';
import { verifySnapshotFile } from '../../src/snapshots/verify.ts';
import { openDatabase } from '../../src/store/database.ts';
import { aDeployment } from '../support/builders.ts';
import { buildResponder, cleanDevice, type TestImage } from '../support/responder.ts';
import { scratchFolder } from '../support/scratch.ts';

const device = DeviceId.parse(`test-${randomBytes(3).toString('hex')}`);
const engine = new DockerEngine({ socketPath: '/var/run/docker.sock' }, device, systemClock);
const never = new AbortController().signal;
const quiet = (): void => undefined;
let image: TestImage;

beforeAll(() => {
  image = buildResponder();
});
afterEach(() => cleanDevice(device));
afterAll(() => cleanDevice(device));

const owner = { uid: 65_532, gid: 65_532, mtime: new Date(1_700_000_000_000) };
const content = randomBytes(2_000_000);
const tree: TarEntry[] = [
  {
    header: { name: 'rows.db', type: 'file', mode: 0o600, size: content.length, ...owner },
    content: [content],
  },
  { header: { name: 'deep/', type: 'directory', mode: 0o750, ...owner } },
  { header: { name: 'deep/empty/', type: 'directory', mode: 0o700, ...owner } },
  {
    header: { name: 'deep/note', type: 'file', mode: 0, size: 2, ...owner, uid: 0 },
    content: [Buffer.from('hi')],
  },
  { header: { name: 'latest', type: 'symlink', linkname: 'rows.db', ...owner } },
  { header: { name: 'same.db', type: 'link', linkname: 'rows.db', mode: 0o600, ...owner } },
];

const openStore = (folder = join(scratchFolder(), 'snapshots')): SnapshotStore => {
  const database = openDatabase(join(scratchFolder(), 'agent.db'));
  onTestFinished(() => database.close());
  return new SnapshotStore(folder, database);
};

const deploy = async (name: string): Promise<{ container: string; spec: DeploymentSpec }> => {
  const network = await engine.ensureNetwork();
  const spec = aDeployment({
    name,
    release: { version: '1', image: image.reference, imageId: image.id },
    volumes: [{ name: 'data', path: '/data' }],
  });
  return {
    container: await engine.create(containerSpec(spec, { device, address: network.gateway })),
    spec,
  };
};

const common = {
  engine,
  clock: systemClock,
  device,
  labels: {},
  run: null,
  reason: 'removal',
  leaveOut: false,
} as const;

const request = (
  of: { container: string; spec: DeploymentSpec },
  store: SnapshotStore,
  id = 's1',
): SnapshotRequest => ({
  ...common,
  ...of,
  store,
  snapshotId: SnapshotId.parse(id),
});

describe('a snapshot of a real volume', () => {
  it('brings it back with the same digest after container and volume are gone', async () => {
    const store = openStore();
    const before = await deploy('before');
    await engine.start(before.container);
    await engine.writePath(before.container, '/data', packTar(tree));
    await engine.stop(before.container, 1);
    const kept = await takeSnapshot(request(before, store), quiet, never);
    await engine.remove(before.container);
    for (const volume of (await engine.volumes()).keys()) await engine.removeVolume(volume);

    const after = await deploy('after');
    const manifest = await verifySnapshotFile(store.file(kept.id), kept.digest);
    await restoreVolumes({ engine, ...after, file: store.file(kept.id), manifest }, quiet, never);
    await engine.start(after.container);
    await engine.stop(after.container, 1);
    const again = await takeSnapshot(request(after, store, 's2'), quiet, never);
    expect(again.summary).toMatchObject({
      files: kept.summary.files,
      volumesDigest: kept.summary.volumesDigest,
    });
    expect(kept.summary.files).toBe(7);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'brings back pipes and names that are no UTF-8 byte for byte, and leaves sockets to who listens',
    async () => {
      const store = openStore();
      const before = await deploy('before');
      const folderOf = async (): Promise<string> => {
        const [name] = (await engine.volumes()).keys();
        if (name === undefined) throw new TypeError('no volume');
        const format = ['volume', 'inspect', '--format', '{{.Mountpoint}}', name];
        return execFileSync('docker', format, { encoding: 'utf8' }).trim();
      };
      const inBytes = (folder: string, hex: string): Buffer =>
        Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(hex, 'hex')]);
      const latin = '636166e9';
      const folder = await folderOf();
      const pipe = { name: 'pipe', type: 'fifo', mode: 0o620, ...owner } as const;
      await engine.writePath(before.container, '/data', packTar([{ header: pipe }]));
      writeFileSync(inBytes(folder, latin), 'crème');
      symlinkSync(Buffer.from(latin, 'hex'), join(folder, 'latest'));
      const socket = createServer().listen(join(folder, 'control.sock'));
      await once(socket, 'listening');
      const kept = await takeSnapshot(request(before, store), quiet, never);
      socket.close();
      await engine.remove(before.container);
      for (const volume of (await engine.volumes()).keys()) await engine.removeVolume(volume);

      const after = await deploy('after');
      const manifest = await verifySnapshotFile(store.file(kept.id), kept.digest);
      await restoreVolumes({ engine, ...after, file: store.file(kept.id), manifest }, quiet, never);
      const restored = await folderOf();
      const names = readdirSync(restored, { encoding: 'buffer' }).map((name) =>
        name.toString('hex'),
      );
      const hexOf = (name: string): string => Buffer.from(name).toString('hex');
      expect(names).toEqual(expect.arrayContaining([latin, hexOf('pipe'), hexOf('latest')]));
      expect(names).not.toContain(hexOf('control.sock'));
      const found = lstatSync(join(restored, 'pipe'));
      expect([found.isFIFO(), found.mode & 0o777]).toEqual([true, 0o620]);
      expect(readFileSync(inBytes(restored, latin), 'utf8')).toBe('crème');
      expect(readFileSync(join(restored, 'latest'), 'utf8')).toBe('crème');
    },
  );

  it('is not restored over something else', async () => {
    const store = openStore();
    const before = await deploy('before');
    const kept = await takeSnapshot(request(before, store), quiet, never);
    await engine.writePath(before.container, '/data', packTar(tree));
    const manifest = await verifySnapshotFile(store.file(kept.id), kept.digest);
    const restoring = restoreVolumes(
      { engine, ...before, file: store.file(kept.id), manifest },
      quiet,
      never,
    );
    await expect(restoring).rejects.toThrow(RestoreFailed);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is refused in words on a full disk, and leaves nothing behind',
    async () => {
      const folder = join(scratchFolder(), 'snapshots');
      mkdirSync(folder);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
      onTestFinished(() => void execFileSync('umount', [folder]));
      const store = openStore(folder);
      const before = await deploy('before');
      await engine.writePath(before.container, '/data', packTar(tree));
      const taking = takeSnapshot(request(before, store), quiet, never);
      await expect(taking).rejects.toThrow(SnapshotFailed);
      await expect(taking).rejects.toThrow('the disk of this device is full');
      expect(readdirSync(folder)).toEqual([]);
      expect(store.list()).toEqual([]);
    },
  );
});

it('knows only whole snapshots, and no other files, when the agent is killed again and again', async () => {
  const folder = scratchFolder();
  const writer = join(import.meta.dirname, '../support/snapshot-writer.ts');
  for (let turn = 0; turn < 6; turn += 1) {
    const child = spawn(process.execPath, [writer, folder, String(turn)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      lines += chunk.toString().split('\n').length - 1;
      // Each turn at another point of the next snapshot
      if (lines >= 2) setTimeout(() => child.kill('SIGKILL'), turn * 5);
    });
    await once(child, 'close');
  }
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  const store = new SnapshotStore(join(folder, 'snapshots'), database);
  await store.sweep();
  const kept = store.list();
  expect(kept.length).toBeGreaterThanOrEqual(12);
  for (const { id, digest } of kept) await verifySnapshotFile(store.file(id), digest);
  expect(readdirSync(join(folder, 'snapshots')).toSorted()).toEqual(
    kept.map(({ id }) => `${id}.tar.zst`).toSorted(),
  );
});
