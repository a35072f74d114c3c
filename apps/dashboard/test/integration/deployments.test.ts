import {
  Bytes,
  DeploymentId,
  Digest,
  parse,
  RestoreSpec,
  SnapshotManifest,
} from '@nanoedge/protocol';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { audit, devices, imageUploads, releases } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { preflight } from '../../src/server/services/deployments/preflight.ts';
import { removeDeployment } from '../../src/server/services/deployments/remove.ts';
import { restoreDeployment } from '../../src/server/services/deployments/restore.ts';
import type { AddDeploymentInput } from '../../src/server/services/deployments/schema.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { Refusal } from '../../src/server/services/errors.ts';
import { createRelease } from '../../src/server/services/nanoservices/create.ts';
import { getMatrix } from '../../src/server/services/deployments/matrix.ts';
import { demoForTests } from './support/demo.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { device, openWorld, site, type World } from './support/world.ts';

let world: World;
let admin: Actor;
let entrance: Edge;

beforeAll(async () => {
  world = await openWorld();
  await world.deps.db
    .update(devices)
    .set({ address: '10.0.0.4' })
    .where(eq(devices.id, device('closet')));
  await refreshDesired(world.deps, site);
  admin = await world.actor('admin');
  entrance = await openEdge(world, 'entrance');
});
afterAll(() => world.close());

const id = (deployment: string) => parse(DeploymentId, deployment, 'deployment');
const releaseOf = async (nanoservice: string, version = '0.1.1'): Promise<string> => {
  const [row] = await world.deps.db
    .select()
    .from(releases)
    .where(and(eq(releases.nanoservice, nanoservice), eq(releases.version, version)));
  if (row === undefined) throw new Error(`no release of ${nanoservice}`);
  return row.id;
};
const ask = async (
  nanoservice: string,
  on: string,
  change: Partial<AddDeploymentInput> = {},
): Promise<AddDeploymentInput> => ({
  site,
  release: await releaseOf(nanoservice),
  placement: { devices: [device(on)] },
  ...change,
});
const refusal = async (work: Promise<unknown>): Promise<Refusal['detail']> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal: ${String(thrown)}`);
  return thrown.detail;
};
const only = <T>(found: readonly T[]): T => {
  const [one] = found;
  if (one === undefined || found.length !== 1)
    throw new Error(`expected one, got ${String(found.length)}`);
  return one;
};
const onDevice = async (name: string, deployment: string) =>
  (await world.desired(name)).deployments.find((one) => one.id === id(deployment));
const blocking = async (input: AddDeploymentInput) =>
  (await preflight(world.deps, admin, input)).flatMap(({ findings }) =>
    findings.filter((finding) => finding.blocks),
  );

describe('adding', () => {
  it('numbers the name, gives the next free port, fills in what the device has, and reaches the device', async () => {
    const run = only(
      await addDeployment(world.deps, admin, await ask('bluetooth-scanner', 'entrance')),
    );
    expect(run).toMatchObject({
      kind: 'add',
      state: 'queued',
      name: 'bluetooth-scanner',
      fromVersion: null,
      version: '0.1.1',
      batch: null,
    });
    expect(await onDevice('entrance', run.deployment)).toMatchObject({
      name: 'bluetooth-scanner',
      change: run.id,
      port: 5700,
      config: { zone: 'entrance', ble: 'ble', minimumRssi: -90 },
      peers: { 'main-controller': 'coap://10.0.0.4:5701' },
      limits: { memoryBytes: 16_777_216, pids: 16 },
      removal: null,
      restart: null,
      restore: null,
    });
    expect(world.told.pushed.at(-1)).toMatchObject({ device: { id: 'entrance' } });
    const second = only(
      await addDeployment(world.deps, admin, await ask('bluetooth-scanner', 'entrance')),
    );
    expect(second.name).toBe('bluetooth-scanner-2');
    expect(await onDevice('entrance', second.deployment)).toMatchObject({ port: 5706 });
  });

  it('to all devices with a label is one batch, and none when one of them cannot', async () => {
    await world.deps.db
      .update(devices)
      .set({ labels: ['demo', 'rooms'] })
      .where(eq(devices.id, device('room')));
    const runs = await addDeployment(
      world.deps,
      admin,
      await ask('authentication-engine', 'any', { placement: { label: 'demo' } }),
    );
    expect(runs.map(({ device: on }) => on).toSorted()).toEqual([
      'closet',
      'corridor',
      'entrance',
      'room',
    ]);
    expect(new Set(runs.map(({ batch }) => batch)).size).toBe(1);
    expect(new Set(runs.map(({ name }) => name)).size).toBe(4);
    const scanners = addDeployment(
      world.deps,
      admin,
      await ask('bluetooth-scanner', 'any', { placement: { label: 'demo' } }),
    );
    expect((await refusal(scanners)).message).toBe(
      'Server closet: bluetooth-scanner 0.1.1 needs a thing that Server closet does not have: Bluetooth scanner.',
    );
    const nowhere = addDeployment(
      world.deps,
      admin,
      await ask('bluetooth-scanner', 'any', { placement: { label: 'moon' } }),
    );
    expect(await refusal(nowhere)).toMatchObject({ field: 'placement.label' });
  });

  it('makes peers that name it know its address', async () => {
    const run = only(
      await addDeployment(
        world.deps,
        admin,
        await ask('meeting-room', 'room', { name: 'second-screen' }),
      ),
    );
    const config = {
      ...(await onDevice('closet', 'main-controller'))?.config,
      guidance: 'user-guidance',
    };
    const rooms = [{ room: 'aurora', zone: 'aurora', display: 'second-screen' }];
    await changeDeployment(world.deps, admin, {
      deployment: id('main-controller'),
      config: { ...config, rooms },
    });
    const port = (await onDevice('room', run.deployment))?.port;
    await world.deps.db
      .update(devices)
      .set({ address: '10.0.0.3' })
      .where(eq(devices.id, device('room')));
    await refreshDesired(world.deps, site);
    const peers = (await onDevice('closet', 'main-controller'))?.peers;
    expect(peers).toMatchObject({ 'second-screen': `coap://10.0.0.3:${String(port)}` });
    expect(peers).not.toHaveProperty('meeting-room');
  });

  it('at the same time from two sides gives each another name and port', async () => {
    const input = await ask('bluetooth-scanner', 'entrance');
    const made = await Promise.all([1, 2, 3].map(() => addDeployment(world.deps, admin, input)));
    const specs = await Promise.all(
      made.map((runs) => onDevice('entrance', only(runs).deployment)),
    );
    expect(new Set(specs.map((spec) => spec?.name)).size).toBe(3);
    expect(new Set(specs.map((spec) => spec?.port)).size).toBe(3);
  });

  it('is for administrators', async () => {
    const alice = await world.actor('alice');
    expect(
      (await refusal(addDeployment(world.deps, alice, await ask('meeting-room', 'room')))).remedy,
    ).toBe('Ask an administrator.');
  });
});

describe('the preflight', () => {
  it('says that an offline device gets it later, which blocks nothing', async () => {
    const view = only(await preflight(world.deps, admin, await ask('user-guidance', 'corridor')));
    expect(view).toMatchObject({ deviceName: 'Corridor', name: 'user-guidance-2' });
    expect(view.findings.map(({ check, blocks }) => [check, blocks])).toEqual([
      ['device', false],
      ['image', false],
    ]);
  });

  it('proposes the peers that a nanoservice calls, by its nature or by its config, unless others are asked for', async () => {
    const peersOf = async (nanoservice: string, host: string, more: Record<string, unknown> = {}) =>
      only(await preflight(world.deps, admin, await ask(nanoservice, host, more))).peers;
    expect(await peersOf('presence-detection', 'entrance')).toEqual(['main-controller']);
    expect(await peersOf('user-guidance', 'corridor')).toEqual([]);
    expect(await peersOf('main-controller', 'closet')).toContain('authentication-engine');
    expect(await peersOf('presence-detection', 'entrance', { peers: ['meeting-room'] })).toEqual([
      'meeting-room',
    ]);
  });

  it('refuses in words what cannot be, with the field and a remedy', async () => {
    await entrance.report({
      engine: { arch: 'aarch64' },
      host: { diskFreeBytes: 1e6, memoryFreeBytes: 1e6 },
    });
    const found = await blocking(
      await ask('bluetooth-scanner', 'entrance', {
        name: 'bluetooth-scanner-entrance',
        port: 5683,
        config: { ble: 'lamp', loud: true },
      }),
    );
    expect(found.map(({ field, message }) => [field, message])).toEqual([
      ['release', 'bluetooth-scanner 0.1.1 is built for amd64, but Entrance is arm64.'],
      [null, 'Entrance has 1.0 MB of disk free; 50.0 MB are needed.'],
      [null, 'Entrance has 1.0 MB of memory free; bluetooth-scanner 0.1.1 may use 16.8 MB.'],
      ['name', 'Entrance has a deployment “bluetooth-scanner-entrance” already.'],
      ['port', 'Port 5683 is that of the device’s own gateway.'],
      ['config.reportEverySeconds', 'The config’s “reportEverySeconds” is missing.'],
      ['config.minimumRssi', 'The config’s “minimumRssi” is missing.'],
      ['config.loud', 'The config’s “loud” is not known to this nanoservice.'],
      ['config.ble', 'Entrance has no ble thing “lamp”.'],
    ]);
    await entrance.report();
    const taken = await ask('bluetooth-scanner', 'entrance', { port: 5702 });
    expect(await refusal(addDeployment(world.deps, admin, taken))).toMatchObject({
      field: 'port',
      remedy: expect.stringContaining('is free'),
    });
  });
});

describe('changing', () => {
  it('refuses a config that the schema does not allow, and one that changes nothing', async () => {
    const deployment = id('presence-detection-entrance');
    const config = (await onDevice('entrance', deployment))?.config ?? {};
    expect(
      await refusal(
        changeDeployment(world.deps, admin, { deployment, config: { ...config, holdSeconds: -1 } }),
      ),
    ).toEqual({
      field: 'config.holdSeconds',
      message: 'The config’s “holdSeconds” must be > 0.',
      remedy: null,
    });
    expect(
      (
        await refusal(
          changeDeployment(world.deps, admin, { deployment, config: { ...config, zone: 'moon' } }),
        )
      ).field,
    ).toBe('config.zone');
    expect(
      (await refusal(changeDeployment(world.deps, admin, { deployment, config }))).message,
    ).toContain('already');
    const foreign = await releaseOf('meeting-room');
    expect(
      (await refusal(changeDeployment(world.deps, admin, { deployment, release: foreign }))).field,
    ).toBe('release');
    expect(
      (await refusal(changeDeployment(world.deps, admin, { deployment: id('nobody') }))).message,
    ).toBe('There is no deployment “nobody”.');
  });

  it('brings another release with its own limits and volumes', async () => {
    await world.deps.db.insert(imageUploads).values({
      id: 'upload-1',
      imageId: parse(Digest, `sha256:${'9'.repeat(64)}`, 'digest'),
      reference: null,
      architecture: 'amd64',
      configBytes: 900,
      bytes: 5_000,
      layers: [{ digest: parse(Digest, `sha256:${'8'.repeat(64)}`, 'digest'), bytes: 5_000 }],
      createdAt: new Date(world.clock.now),
      by: 'Admin',
    });
    const template = (await getMatrix(world.deps, admin, { site })).nanoservices.find(
      ({ name }) => name === 'presence-detection',
    );
    const spec = only(template?.releases ?? []).spec;
    const limits = { memoryBytes: parse(Bytes, 8_388_608, 'bytes'), pids: 8 };
    const made = await createRelease(world.deps, admin, {
      nanoservice: 'presence-detection',
      version: '0.2.0',
      source: { upload: 'upload-1' },
      spec: { ...spec, limits, volumes: [{ name: 'log', path: '/log' }] },
    });
    expect(made).toMatchObject({
      image: 'nanoedge/presence-detection:0.2.0',
      archived: true,
      bytes: 5_000,
    });
    const run = await changeDeployment(world.deps, admin, {
      deployment: id('presence-detection-room'),
      release: made.id,
    });
    expect(run).toMatchObject({ fromVersion: '0.1.1', version: '0.2.0' });
    expect(await onDevice('room', 'presence-detection-room')).toMatchObject({
      release: { version: '0.2.0', archive: { configBytes: 900, layers: [{ bytes: 5_000 }] } },
      limits,
      volumes: [{ name: 'log', path: '/log' }],
    });
  });
});

describe('creating', () => {
  it('makes a nanoservice of a template, under a name of its own, which can then be added', async () => {
    const made = await createRelease(world.deps, admin, {
      nanoservice: 'side-door',
      description: 'Watches the side door.',
      version: '1.0.0',
      source: { template: await releaseOf('presence-detection') },
    });
    const matrix = await getMatrix(world.deps, admin, { site });
    expect(matrix.nanoservices.find(({ name }) => name === 'side-door')).toMatchObject({
      builtIn: false,
      description: 'Watches the side door.',
      releases: [{ id: made.id, version: '1.0.0' }],
    });
    expect(matrix.nanoservices.filter(({ builtIn }) => builtIn)).toHaveLength(6);
    expect(matrix.devices.find(({ id: host }) => host === device('entrance'))?.architecture).toBe(
      'amd64',
    );
    const input = { site, release: made.id, placement: { devices: [device('entrance')] } };
    expect(only(await addDeployment(world.deps, admin, input))).toMatchObject({
      nanoservice: 'side-door',
      name: 'side-door',
    });
  });

  it('gives the roster to what is made of a template that is given it', async () => {
    const source = { template: await releaseOf('authentication-engine') };
    const made = await createRelease(world.deps, admin, {
      nanoservice: 'second-opinion',
      version: '1.0.0',
      source,
    });
    await addDeployment(world.deps, admin, {
      site,
      release: made.id,
      placement: { devices: [device('corridor')] },
    });
    const desired = await world.desired('corridor');
    expect(desired.deployments.find(({ name }) => name === 'second-opinion')?.roster).toBe(true);
    expect(desired.roster?.people.length).toBeGreaterThan(0);
  });

  it('refuses a version that is there, an image that is there, and a spec that asks for too much', async () => {
    const template = await releaseOf('presence-detection');
    const make = (change: Record<string, unknown>) =>
      createRelease(world.deps, admin, {
        nanoservice: 'side-door',
        version: '1.0.1',
        source: { template },
        ...change,
      });
    expect(await refusal(make({ version: '1.0.0' }))).toMatchObject({ field: 'version' });
    expect(await refusal(make({}))).toMatchObject({ field: 'source' });
    const { spec } = only(
      await world.deps.db.select().from(releases).where(eq(releases.id, template)),
    );
    const limits = { memoryBytes: parse(Bytes, 64_000_000, 'bytes'), pids: 8 };
    expect(await refusal(make({ nanoservice: 'greedy', spec: { ...spec, limits } }))).toMatchObject(
      { field: 'spec.limits.memoryBytes' },
    );
    const volumes = [
      { name: 'a', path: '/data' },
      { name: 'b', path: '/data/inner' },
    ];
    expect(
      await refusal(make({ nanoservice: 'greedy', spec: { ...spec, volumes } })),
    ).toMatchObject({ field: 'spec.volumes.1.path' });
    const configSchema = { type: 'nonsense' };
    expect(
      await refusal(make({ nanoservice: 'greedy', spec: { ...spec, configSchema } })),
    ).toMatchObject({ field: 'spec.configSchema' });
    expect(
      (await getMatrix(world.deps, admin, { site })).nanoservices.map(({ name }) => name),
    ).not.toContain('greedy');
  });
});

describe('restoring', () => {
  const manifest = async (change: Record<string, unknown> = {}): Promise<SnapshotManifest> =>
    parse(
      SnapshotManifest,
      {
        format: 1,
        id: 'snap-9',
        takenAt: world.clock.now,
        reason: 'manual',
        run: null,
        device: 'closet',
        deployment: { ...(await onDevice('closet', 'authentication-engine')), ...change },
        labels: {},
        files: [],
        volumesDigest: `sha256:${'e'.repeat(64)}`,
      },
      'manifest',
    );
  const wanted = async (on: string, change: Record<string, unknown> = {}) => ({
    manifest: await manifest(change),
    restore: parse(
      RestoreSpec,
      { snapshot: 'snap-9', digest: `sha256:${'d'.repeat(64)}`, bytes: 77 },
      'restore',
    ),
    site,
    device: device(on),
  });

  it('fills the deployment of that name anew, and a rollback forgets the snapshot', async () => {
    const before = await onDevice('closet', 'authentication-engine');
    const run = await restoreDeployment(
      world.deps,
      admin,
      await wanted('closet', { config: { database: '/data/a', admissionMinutes: 5 } }),
    );
    expect(run).toMatchObject({
      kind: 'restore',
      deployment: 'authentication-engine',
      fromVersion: '0.1.1',
    });
    expect(await onDevice('closet', 'authentication-engine')).toMatchObject({
      change: run.id,
      restore: { snapshot: 'snap-9', bytes: 77 },
      config: { database: '/data/a', admissionMinutes: 5 },
      port: null,
    });
    await (await openEdge(world, 'closet')).finish(run, 'rolled-back', {
      reason: 'The snapshot is damaged.',
    });
    expect(await onDevice('closet', 'authentication-engine')).toEqual(before);
  });

  it('goes to another device under an id of its own, and under its old id where it was removed', async () => {
    const moved = await restoreDeployment(world.deps, admin, {
      ...(await wanted('room')),
      name: 'engine-of-the-room',
    });
    expect(moved.deployment).not.toBe('authentication-engine');
    expect(await onDevice('room', moved.deployment)).toMatchObject({
      name: 'engine-of-the-room',
      volumes: [{ name: 'data', path: '/data' }],
    });
    const input = await wanted('closet');
    const removal = await removeDeployment(world.deps, admin, {
      deployment: id('authentication-engine'),
      withoutSnapshot: true,
    });
    await (await openEdge(world, 'closet', 10)).finish(removal, 'done');
    expect(await restoreDeployment(world.deps, admin, input)).toMatchObject({
      deployment: 'authentication-engine',
      kind: 'restore',
    });
  });

  it('refuses a release that nobody knows, another nanoservice’s name, and more than a release may ask for', async () => {
    const unknown = {
      version: '9',
      image: 'x',
      imageId: `sha256:${'7'.repeat(64)}`,
      archive: null,
    };
    expect(
      (
        await refusal(
          restoreDeployment(world.deps, admin, await wanted('closet', { release: unknown })),
        )
      ).message,
    ).toContain('does not know');
    const other = restoreDeployment(world.deps, admin, {
      ...(await wanted('closet')),
      name: 'main-controller',
    });
    expect(await refusal(other)).toMatchObject({ field: 'name' });
    const greedy = restoreDeployment(
      world.deps,
      admin,
      await wanted('closet', { limits: { memoryBytes: 1e9, pids: 16 } }),
    );
    expect(await refusal(greedy)).toMatchObject({ field: 'snapshot.limits.memoryBytes' });
  });
});

describe('the bootstrap document, applied again', () => {
  it('neither overwrites what an admin changed, nor brings back what was removed, nor touches what is being changed', async () => {
    const removal = await removeDeployment(world.deps, admin, {
      deployment: id('bluetooth-scanner-entrance'),
      withoutSnapshot: true,
    });
    await entrance.finish(removal, 'done');
    const open = await removeDeployment(world.deps, admin, {
      deployment: id('user-guidance'),
      withoutSnapshot: false,
    });
    const changed = await onDevice('room', 'presence-detection-room');
    await applyBootstrap(world.deps.db, demoForTests('2'));
    await refreshDesired(world.deps, site);
    expect(await onDevice('room', 'presence-detection-room')).toEqual(changed);
    expect(await onDevice('entrance', 'bluetooth-scanner-entrance')).toBeUndefined();
    expect(await onDevice('corridor', 'user-guidance')).toMatchObject({
      release: { version: '0.1.1' },
      removal: { run: open.id },
    });
    expect(await onDevice('room', 'meeting-room')).toMatchObject({
      release: { version: '0.1.2' },
      change: expect.any(String),
    });
  });

  it('leaves a line in the audit log for every act', async () => {
    const actions = new Set(
      (await world.deps.db.select().from(audit).where(eq(audit.actorName, 'Admin'))).map(
        ({ action }) => action,
      ),
    );
    expect([...actions].toSorted()).toEqual([
      'add',
      'change',
      'create',
      'remove',
      'restore',
      'terminate without snapshot',
    ]);
  });
});
