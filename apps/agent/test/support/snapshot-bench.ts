import { systemClock } from '@nanoedge/base';
import { onTestFinished } from 'vitest';
import { DeviceId, SnapshotId, type DeploymentSpec } from '@nanoedge/protocol';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { fakeFile, type FakeVolume } from '../../src/engine/fake-disk.ts';
import { FakeEngine } from '../../src/engine/fake.ts';
import { SnapshotStore, type KeptSnapshot } from '../../src/snapshots/store.ts';
import { takeSnapshot, type SnapshotRequest } from '../../src/snapshots/take.ts';
import { openDatabase } from '../../src/store/database.ts';
import { aDeployment, anImage } from './builders.ts';
import { scratchFolder } from './scratch.ts';

export const aSnapshotId = SnapshotId.parse('snapshot-1');
const device = DeviceId.parse('device-1');

/** What a volume usually holds: a database, a folder in a folder, an empty one, and a link. */
export const fillVolume = (volume: FakeVolume): void => {
  volume.set('rows.db', fakeFile('some rows'));
  volume.set('deep', fakeFile('', { kind: 'directory', mode: 0o750 }));
  volume.set('deep/empty', fakeFile('', { kind: 'directory', mode: 0o700 }));
  volume.set('deep/note', fakeFile('a note', { mode: 0, uid: 0, gid: 7 }));
  volume.set('latest', fakeFile('', { kind: 'symlink', mode: 0o777, target: 'rows.db' }));
};

export interface SnapshotBench {
  engine: FakeEngine;
  folder: string;
  store: SnapshotStore;
  spec: DeploymentSpec;
  request: SnapshotRequest;
  /** A created container of a deployment of this name, and its volume. */
  container: (
    name: string,
    volumes?: DeploymentSpec['volumes'],
  ) => Promise<{ id: string; spec: DeploymentSpec; volume: FakeVolume }>;
  take: (change?: Partial<SnapshotRequest>) => Promise<KeptSnapshot>;
}

/** A stopped container with a filled volume, and a store in a folder of its own. */
export const snapshotBench = async (): Promise<SnapshotBench> => {
  const engine = new FakeEngine(device);
  engine.addImage(anImage.reference, { id: anImage.id, bytes: 1 });
  const root = scratchFolder();
  const folder = `${root}/snapshots`;
  const database = openDatabase(`${root}/agent.db`);
  onTestFinished(() => database.close());
  const store = new SnapshotStore(folder, database);
  const container: SnapshotBench['container'] = async (
    name,
    volumes = [{ name: 'data', path: '/data' }],
  ) => {
    const spec = aDeployment({ name, volumes });
    const made = containerSpec(spec, { device, address: '127.0.0.1' });
    const id = await engine.create(made);
    return { id, spec, volume: engine.volume(made.volumes[0]?.name ?? '') };
  };
  const { id, spec, volume } = await container('authentication');
  fillVolume(volume);
  const request: SnapshotRequest = {
    engine,
    store,
    clock: systemClock,
    device,
    spec,
    container: id,
    labels: { 'org.example.note': 'mine' },
    run: null,
    reason: 'removal',
    leaveOut: false,
    snapshotId: aSnapshotId,
  };
  const take: SnapshotBench['take'] = async (change = {}) =>
    takeSnapshot({ ...request, ...change }, () => undefined, new AbortController().signal);
  return { engine, folder, store, spec, request, container, take };
};
