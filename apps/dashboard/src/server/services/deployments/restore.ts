import type { DeviceId, RestoreSpec, RunId, SiteId, SnapshotManifest } from '@nanoedge/protocol';
import { auditSentences, deploymentRefusals } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, releases } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict, PromiseBroken } from '../errors.ts';
import { checkLimits, checkVolumes } from '../nanoservices/spec.ts';
import { type Asking, insertRun, newRunId, supersede } from '../runs/begin.ts';
import type { StoredDeployment } from '../runs/stored.ts';
import { getRun } from '../runs/get.ts';
import type { RunView } from '../runs/view.ts';
import { renewOverride } from '../signing/renew-override.ts';
import { lockSite } from '../site/lock.ts';
import { readFacts, type SiteFacts, type StoredRelease } from './facts.ts';
import { type Planned, planOne, refuseBlocked } from './plan.ts';

/** `restore` is the snapshot as it is stored here; `name` absent: the one that it had. */
export interface Restoration {
  manifest: SnapshotManifest;
  restore: RestoreSpec;
  site: SiteId;
  device: DeviceId;
  name?: string | undefined;
}

const releaseOf = async (
  tx: Tx,
  { deployment: { nanoservice, release } }: SnapshotManifest,
): Promise<StoredRelease> => {
  const [known] = await tx
    .select()
    .from(releases)
    .where(and(eq(releases.nanoservice, nanoservice), eq(releases.imageId, release.imageId)))
    .limit(1);
  if (known !== undefined) return known;
  throw new BadInput('snapshot', deploymentRefusals.unknownImage(nanoservice, release.version));
};

/** What the manifest's deployment was here, if it was: a manifest does not hold peers. */
const formerly = async (
  tx: Tx,
  { manifest, device }: Restoration,
): Promise<{ peers: string[] | undefined; sameId: boolean }> => {
  const [row] = await tx
    .select()
    .from(deployments)
    .where(eq(deployments.id, manifest.deployment.id))
    .limit(1);
  return {
    peers: row?.peers,
    sameId: row !== undefined && row.removedAt !== null && row.device === device,
  };
};

const planRestore = async (
  tx: Tx,
  deps: Deps,
  {
    wanted,
    facts,
    release,
    own,
  }: {
    wanted: Restoration;
    facts: SiteFacts;
    release: StoredRelease;
    own: StoredDeployment | null;
  },
): Promise<Planned> => {
  const { manifest, site } = wanted;
  const device = facts.devices.find(({ id }) => id === wanted.device);
  if (device === undefined)
    throw new BadInput('device', deploymentRefusals.noDeviceInSite(wanted.device, site));
  const former = manifest.deployment.port;
  const taken = facts.deployed.some(
    (other) => other.device === device.id && other.port === former && other.id !== own?.id,
  );
  const port = own === null ? (former === null ? null : taken ? undefined : former) : own.port;
  const { peers, sameId } = await formerly(tx, wanted);
  const name = wanted.name ?? manifest.deployment.name;
  const planned = planOne(deps, facts, {
    device,
    release,
    name,
    config: manifest.deployment.config,
    peers: own?.peers ?? peers,
    port,
    own,
  });
  return own === null && sameId ? { ...planned, id: manifest.deployment.id } : planned;
};

const write = async (
  tx: Tx,
  asking: Asking,
  {
    wanted,
    planned,
    release,
    own,
  }: {
    wanted: Restoration;
    planned: Planned;
    release: StoredRelease;
    own: StoredDeployment | null;
  },
): Promise<RunId> => {
  const run = newRunId();
  const { limits, volumes } = wanted.manifest.deployment;
  const ground = own === null ? null : await supersede(tx, own, asking);
  const fields = {
    name: planned.name,
    port: planned.port,
    config: planned.config,
    peers: planned.peers,
    volumes,
    nanoservice: release.nanoservice,
    release: release.id,
    memoryBytes: limits.memoryBytes,
    pids: limits.pids,
    change: run,
    restart: ground?.row.restart ?? null,
    restore: wanted.restore,
    removal: null,
    removedAt: null,
    managed: 'admin' as const,
    updatedAt: new Date(asking.now),
  };
  const [row] = await tx
    .insert(deployments)
    .values({ id: planned.id, device: planned.device, ...fields })
    .onConflictDoUpdate({ target: deployments.id, set: fields })
    .returning();
  if (row === undefined) throw new PromiseBroken(`the row of ${planned.id} was not returned`);
  await insertRun(tx, asking, {
    id: run,
    kind: 'restore',
    row,
    release: release.id,
    before: ground?.before ?? null,
  });
  const summary = auditSentences.deployments.restored(
    wanted.manifest.deployment.name,
    planned.name,
    planned.deviceName,
  );
  await record(tx, asking.actor, {
    site: asking.site,
    action: 'restore',
    entity: 'deployment',
    subject: row.id,
    summary,
  });
  return run;
};

/**
 * Brings a snapshot to a device: over the deployment of that name if one is there (whose own
 * snapshot the device takes first), else as a deployment of its own, under its old id where it was
 * removed from this device. Throws BadInput when the snapshot's release is not known here or it
 * asks for more than a release may, Conflict when something is in the way.
 */
export const restoreDeployment = async (
  deps: Deps,
  actor: Actor,
  wanted: Restoration,
): Promise<RunView> => {
  const { manifest, site, device } = wanted;
  demand(actor, 'deployment.change', { site });
  checkLimits(manifest.deployment.limits, 'snapshot.limits');
  checkVolumes(manifest.deployment.volumes, 'snapshot.volumes');
  const run = await deps.db.transaction(async (tx) => {
    await lockSite(tx, site);
    const release = await releaseOf(tx, manifest);
    const name = wanted.name ?? manifest.deployment.name;
    const [own] = await tx
      .select()
      .from(deployments)
      .where(
        and(
          eq(deployments.device, device),
          eq(deployments.name, name),
          isNull(deployments.removedAt),
        ),
      )
      .for('update')
      .limit(1);
    if (own !== undefined && own.nanoservice !== release.nanoservice)
      throw new Conflict(
        'name',
        deploymentRefusals.nameTaken(name, own.nanoservice, release.nanoservice),
      );
    const facts = await readFacts(tx, site);
    const planned = await planRestore(tx, deps, { wanted, facts, release, own: own ?? null });
    refuseBlocked([planned]);
    const asking = { site, actor, now: deps.now(), batch: null };
    const made = await write(tx, asking, { wanted, planned, release, own: own ?? null });
    await renewOverride(tx, planned.id, { signing: deps, who: actor });
    return made;
  });
  await announce(deps, site, ['runs', 'deployments']);
  return getRun(deps, actor, { run });
};
