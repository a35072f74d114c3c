import { generateKeyPairSync } from 'node:crypto';
import { epochMs } from '@nanoedge/base';
import { publicKeyText, signerWith, signReleaseKey } from '@nanoedge/link';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type ChangedEntity,
  type DesiredState,
  DeviceId,
  type DeviceStatus,
  parse,
  PersonId,
  SiteId,
  type StoredEvent,
} from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { applyBootstrap } from '../../../src/server/bootstrap/apply.ts';
import { sealerWith } from '../../../src/server/auth/sealer.ts';
import { passwordTries } from '../../../src/server/auth/try-limit.ts';
import { openPool } from '../../../src/server/db/client.ts';
import { devices, user } from '../../../src/server/db/schema/index.ts';
import type { Actor } from '../../../src/server/services/actor.ts';
import { openPdfCheck } from '../../../src/server/pdf/try-pdf.ts';
import { openPictureCheck } from '../../../src/server/pictures/try-picture.ts';
import { openBlobs } from '../../../src/server/storage/content-files.ts';
import type { Deps } from '../../../src/server/services/deps.ts';
import { openDesired } from '../../../src/server/services/desired/stored.ts';
import { gatherEvents } from '../../../src/server/services/ingest/events.ts';
import { openImages } from '../../../src/server/storage/image-files.ts';
import { openVault } from '../../../src/server/storage/vault.ts';
import { openRegistries } from '../../../src/server/registry/client.ts';
import { openDiskUsage } from '../../../src/server/storage/disk-usage.ts';
import { openSnapshotFiles } from '../../../src/server/storage/snapshot-files.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { demoForTests } from './demo.ts';

export const site = parse(SiteId, 'demo', 'site');
export const person = (id: string): PersonId => parse(PersonId, id, 'person');
export const device = (id: string): DeviceId => parse(DeviceId, id, 'device');

/** Noon of a fixed day. */
export const noon = Date.UTC(2027, 2, 1, 12);
export const minutes = (count: number): number => count * 60_000;

export interface World {
  deps: Deps;
  url: string;
  ownerUrl: string;
  clock: { now: number };
  connected: Set<DeviceId>;
  told: {
    changed: ChangedEntity[];
    events: StoredEvent[];
    devices: DeviceStatus[];
    /** Users whose links ended. */
    revoked: string[];
    pushed: DesiredState[];
  };
  actor: (name: 'admin' | 'alice' | 'viewer') => Promise<Actor>;
  desired: (id: string) => Promise<DesiredState>;
  close: () => Promise<void>;
}

/**
 * The demo site in a database of its own, with a clock that stands still and ports that remember
 * what they were told.
 */
export const openWorld = async (): Promise<World> => {
  const world = await openStoredWorld(await freshDatabase());
  await applyBootstrap(world.deps.db, demoForTests());
  await world.deps.db
    .insert(user)
    .values({ id: 'viewer', name: 'Vera', email: 'vera@example.org', role: 'viewer' });
  return world;
};

const toldNothing = (): World['told'] => ({
  changed: [],
  events: [],
  devices: [],
  revoked: [],
  pushed: [],
});

const releaseKey = generateKeyPairSync('ed25519').privateKey;

/** Devices do not come here, so nobody asks whether it is this dashboard. */
const noIdentity: Deps['identity'] = {
  publicKey: 'public-key',
  sign: () => 'signature',
  joinToken: (key) => `token-${key}`,
  releases: {
    said: signReleaseKey({ key: publicKeyText(releaseKey), former: [] }, signerWith(releaseKey)),
    sign: signerWith(releaseKey),
    isNew: false,
    used: () => Promise.resolve(),
  },
};

const kept: Deps['housekeeping']['kept'] = {
  events: 400,
  audit: 1_100,
  runs: 400,
  attendance: 400,
  meetings: 1_100,
  removed: 30,
};

const ofSigningIn = (): Pick<Deps, 'passwordTries' | 'accountSecrets'> => ({
  passwordTries: passwordTries(),
  accountSecrets: sealerWith('of a test, and long enough for it'),
});

/** What a database holds already, with the same clock and ports. */
export const openStoredWorld = async (database: TestDatabase): Promise<World> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nanoedge-content-'));
  const log = pino({ level: 'silent' });
  const { db, close } = openPool(database.url, log);
  const clock = { now: noon };
  const connected = new Set<DeviceId>();
  const told = toldNothing();
  const deps: Deps = {
    db,
    log,
    now: () => clock.now,
    blobs: await openBlobs(path.join(folder, 'content')),
    tryPdf: openPdfCheck(),
    tryPicture: openPictureCheck(),
    images: await openImages(path.join(folder, 'images'), log),
    registry: openRegistries([]),
    identity: noIdentity,
    address: 'https://nanoedge.test',
    uploadLimits: { accountBytes: 0, allBytes: 0 },
    storeLimits: { imageBytes: 0, snapshotBytes: 0 },
    ...ofSigningIn(),
    vault: openVault('of a test'),
    snapshots: await openSnapshotFiles(path.join(folder, 'snapshots'), log),
    disk: openDiskUsage(folder),
    housekeeping: { kept, last: null },
    refreshes: new Map(),
    ingest: gatherEvents(() => deps),
    live: {
      changed: (_site, entity) => told.changed.push(entity),
      events: (_site, events) => told.events.push(...events),
      device: (_site, status) => told.devices.push(status),
      revoked: (users) => told.revoked.push(...users),
    },
    agents: {
      connected: (id) => connected.has(id),
      screens: () => Promise.resolve({ ok: true, value: { screens: [], waiting: 0 } }),
      disconnect: (id) => void connected.delete(id),
      pushDesired: (_device, desired) => told.pushed.push(desired),
      drill: (_device, { minutes }) =>
        Promise.resolve({ endsAt: epochMs(clock.now + minutes * 60_000) }),
      calibrate: () => Promise.resolve({ ok: true, value: { calibration: null } }),
      readLog: (id) =>
        Promise.resolve(connected.has(id) ? { isMade: true, lines: ['started'] } : null),
      simulate: (ids) => Promise.resolve(ids.filter((id) => connected.has(id)).length),
    },
  };
  return {
    deps,
    url: database.url,
    ownerUrl: database.ownerUrl,
    clock,
    connected,
    told,
    actor: async (name) => {
      const [row] = await db
        .select()
        .from(user)
        .where(eq(user.email, name === 'viewer' ? 'vera@example.org' : `${name}@example.org`));
      if (row === undefined) throw new Error(`no user ${name}`);
      const { id, role, site } = row;
      const of = row.person === null ? null : person(row.person);
      return { user: id, name: row.name, role, site, person: of };
    },
    desired: async (id) => {
      const [row] = await db
        .select({ desired: devices.desired, desiredKeys: devices.desiredKeys })
        .from(devices)
        .where(eq(devices.id, device(id)));
      const desired = row === undefined ? null : openDesired(deps, device(id), row);
      if (desired === null) throw new Error(`no desired state of ${id}`);
      return desired;
    },
    close: async () => {
      await close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
