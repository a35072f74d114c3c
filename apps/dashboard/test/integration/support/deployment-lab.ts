import {
  type Bytes,
  DeploymentId,
  type DeploymentSpec,
  Digest,
  parse,
  RestoreSpec,
  RunId,
  SnapshotManifest,
  type VolumeSpec,
} from '@nanoedge/protocol';
import { and, eq } from 'drizzle-orm';
import { devices, imageUploads, releases } from '../../../src/server/db/schema/index.ts';
import type { Actor } from '../../../src/server/services/actor.ts';
import { getMatrix } from '../../../src/server/services/deployments/matrix.ts';
import type { restoreDeployment } from '../../../src/server/services/deployments/restore.ts';
import type { AddDeploymentInput } from '../../../src/server/services/deployments/schema.ts';
import { refreshDesired } from '../../../src/server/services/desired/refresh.ts';
import { createRelease } from '../../../src/server/services/nanoservices/create.ts';
import { getRun } from '../../../src/server/services/runs/get.ts';
import { device, openWorld, site, type World } from './world.ts';

export const id = (deployment: string) => parse(DeploymentId, deployment, 'deployment');
export const digest = (digit: string) => parse(Digest, `sha256:${digit.repeat(64)}`, 'digest');

export const auth = id('authentication-engine');
export const guidance = id('user-guidance');

const route = (waypoint: object) => ({
  lights: 'lights',
  routes: [{ from: 'entrance', to: 'aurora', waypoints: [waypoint] }],
});
/** Two configs of user-guidance. */
export const lights = route({ id: 'w1', arrow: 'ahead' });
export const otherLights = route({ id: 'w2', arrow: 'left' });

export const only = <T>(found: readonly T[]): T => {
  const [one] = found;
  if (one === undefined || found.length !== 1)
    throw new Error(`expected one, got ${String(found.length)}`);
  return one;
};

/** The demo site as an administrator changes it. */
export class DeploymentLab {
  readonly world: World;
  readonly admin: Actor;
  constructor(world: World, admin: Actor) {
    this.world = world;
    this.admin = admin;
  }

  /** The id of a release. */
  async releaseOf(nanoservice: string, version = '0.1.1'): Promise<string> {
    const [row] = await this.world.deps.db
      .select()
      .from(releases)
      .where(and(eq(releases.nanoservice, nanoservice), eq(releases.version, version)));
    if (row === undefined) throw new Error(`no release of ${nanoservice}`);
    return row.id;
  }

  /** A run as it is now. */
  run(asked: string): ReturnType<typeof getRun> {
    return getRun(this.world.deps, this.admin, { run: parse(RunId, asked, 'run') });
  }

  /** What asks for a nanoservice on a device. */
  async ask(
    nanoservice: string,
    on: string,
    change: Partial<AddDeploymentInput> = {},
  ): Promise<AddDeploymentInput> {
    const release = await this.releaseOf(nanoservice);
    return { site, release, placement: { devices: [device(on)] }, ...change };
  }

  /** A deployment as its device is told of it. */
  async onDevice(name: string, deployment: string): Promise<DeploymentSpec | undefined> {
    return (await this.world.desired(name)).deployments.find((one) => one.id === id(deployment));
  }

  /** Release 0.2.0 of presence-detection, of an image that was uploaded. */
  async newRelease(more: {
    limits: { memoryBytes: Bytes; pids: number };
    volumes: VolumeSpec[];
    published?: boolean;
  }): ReturnType<typeof createRelease> {
    const { deps, clock } = this.world;
    await deps.db.insert(imageUploads).values({
      id: 'upload-1',
      imageId: digest('9'),
      reference: null,
      architecture: 'amd64',
      configBytes: 900,
      bytes: 5_000,
      layers: [{ digest: digest('8'), bytes: 5_000 }],
      createdAt: new Date(clock.now),
      by: 'Admin',
    });
    const template = (await getMatrix(deps, this.admin, { site })).nanoservices.find(
      ({ name }) => name === 'presence-detection',
    );
    return createRelease(deps, this.admin, {
      nanoservice: 'presence-detection',
      version: '0.2.0',
      source: { upload: 'upload-1' },
      spec: { ...only(template?.releases ?? []).spec, ...more },
    });
  }

  /** Asks for a snapshot of authentication-engine on a device; `change` is what it says of it. */
  async snapshotFor(
    on: string,
    change: Record<string, unknown> = {},
  ): Promise<Parameters<typeof restoreDeployment>[2]> {
    const manifest = {
      format: 1,
      id: 'snap-9',
      takenAt: this.world.clock.now,
      reason: 'manual',
      run: null,
      device: 'closet',
      deployment: { ...(await this.onDevice('closet', auth)), ...change },
      labels: {},
      files: [],
      volumesDigest: digest('e'),
    };
    const restore = { snapshot: 'snap-9', digest: digest('d'), bytes: 77 };
    return {
      manifest: parse(SnapshotManifest, manifest, 'manifest'),
      restore: parse(RestoreSpec, restore, 'restore'),
      site,
      device: device(on),
    };
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** The demo site, deployed, with the closet at a known address. */
export const openDeploymentLab = async (): Promise<DeploymentLab> => {
  const world = await openWorld();
  await world.deps.db
    .update(devices)
    .set({ address: '10.0.0.4' })
    .where(eq(devices.id, device('closet')));
  await refreshDesired(world.deps, site);
  return new DeploymentLab(world, await world.actor('admin'));
};
