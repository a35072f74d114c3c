import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { devices } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { preflight } from '../../src/server/services/deployments/preflight.ts';
import type { AddDeploymentInput } from '../../src/server/services/deployments/schema.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { type DeploymentLab, id, only, openDeploymentLab } from './support/deployment-lab.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { refusal } from './support/refusal.ts';
import { device, site, type World } from './support/world.ts';

let lab: DeploymentLab;
let world: World;
let admin: Actor;
let entrance: Edge;

beforeAll(async () => {
  lab = await openDeploymentLab();
  ({ world, admin } = lab);
  entrance = await openEdge(world, 'entrance');
});
afterAll(() => lab.close());

const blocking = async (input: AddDeploymentInput) =>
  (await preflight(world.deps, admin, input)).flatMap(({ findings }) =>
    findings.filter((finding) => finding.blocks),
  );

describe('adding', () => {
  it('numbers the name, gives the next free port, fills in what the device has, and reaches the device', async () => {
    const run = only(
      await addDeployment(world.deps, admin, await lab.ask('bluetooth-scanner', 'entrance')),
    );
    expect(run).toMatchObject({
      kind: 'add',
      state: 'queued',
      name: 'bluetooth-scanner',
      fromVersion: null,
      version: '0.1.1',
      batch: null,
    });
    expect(await lab.onDevice('entrance', run.deployment)).toMatchObject({
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
      await addDeployment(world.deps, admin, await lab.ask('bluetooth-scanner', 'entrance')),
    );
    expect(second.name).toBe('bluetooth-scanner-2');
    expect(await lab.onDevice('entrance', second.deployment)).toMatchObject({ port: 5706 });
  });

  it('to all devices with a label is one batch, and none when one of them cannot', async () => {
    await world.deps.db
      .update(devices)
      .set({ labels: ['demo', 'rooms'] })
      .where(eq(devices.id, device('room')));
    const runs = await addDeployment(
      world.deps,
      admin,
      await lab.ask('authentication-engine', 'any', { placement: { label: 'demo' } }),
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
      await lab.ask('bluetooth-scanner', 'any', { placement: { label: 'demo' } }),
    );
    expect((await refusal(scanners)).message).toBe(
      'Server closet: bluetooth-scanner 0.1.1 needs a thing that Server closet does not have: Bluetooth scanner.',
    );
    const nowhere = addDeployment(
      world.deps,
      admin,
      await lab.ask('bluetooth-scanner', 'any', { placement: { label: 'moon' } }),
    );
    expect(await refusal(nowhere)).toMatchObject({ field: 'placement.label' });
  });

  it('makes peers that name it know its address', async () => {
    const run = only(
      await addDeployment(
        world.deps,
        admin,
        await lab.ask('meeting-room', 'room', { name: 'second-screen' }),
      ),
    );
    const config = {
      ...(await lab.onDevice('closet', 'main-controller'))?.config,
      guidance: 'user-guidance',
    };
    const rooms = [{ room: 'aurora', zone: 'aurora', display: 'second-screen' }];
    await changeDeployment(world.deps, admin, {
      deployment: id('main-controller'),
      config: { ...config, rooms },
    });
    const port = (await lab.onDevice('room', run.deployment))?.port;
    await world.deps.db
      .update(devices)
      .set({ address: '10.0.0.3' })
      .where(eq(devices.id, device('room')));
    await refreshDesired(world.deps, site);
    const peers = (await lab.onDevice('closet', 'main-controller'))?.peers;
    expect(peers).toMatchObject({ 'second-screen': `coap://10.0.0.3:${String(port)}` });
    expect(peers).not.toHaveProperty('meeting-room');
  });

  it('at the same time from two sides gives each another name and port', async () => {
    const input = await lab.ask('bluetooth-scanner', 'entrance');
    const made = await Promise.all([1, 2, 3].map(() => addDeployment(world.deps, admin, input)));
    const specs = await Promise.all(
      made.map((runs) => lab.onDevice('entrance', only(runs).deployment)),
    );
    expect(new Set(specs.map((spec) => spec?.name)).size).toBe(3);
    expect(new Set(specs.map((spec) => spec?.port)).size).toBe(3);
  });

  it('is for administrators', async () => {
    const alice = await world.actor('alice');
    expect(
      (await refusal(addDeployment(world.deps, alice, await lab.ask('meeting-room', 'room'))))
        .remedy,
    ).toBe('Ask an administrator.');
  });
});

describe('the preflight', () => {
  it('says that an offline device gets it later, which blocks nothing', async () => {
    const view = only(
      await preflight(world.deps, admin, await lab.ask('user-guidance', 'corridor')),
    );
    expect(view).toMatchObject({ deviceName: 'Corridor', name: 'user-guidance-2' });
    expect(view.findings.map(({ check, blocks }) => [check, blocks])).toEqual([
      ['device', false],
      ['image', false],
    ]);
  });

  it('proposes the peers that a nanoservice calls, by its nature or by its config, unless others are asked for', async () => {
    const peersOf = async (nanoservice: string, host: string, more: Record<string, unknown> = {}) =>
      only(await preflight(world.deps, admin, await lab.ask(nanoservice, host, more))).peers;
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
      await lab.ask('bluetooth-scanner', 'entrance', {
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
    const taken = await lab.ask('bluetooth-scanner', 'entrance', { port: 5702 });
    expect(await refusal(addDeployment(world.deps, admin, taken))).toMatchObject({
      field: 'port',
      remedy: expect.stringContaining('is free'),
    });
  });
});
