import {
  Bytes,
  type DeviceId,
  type Digest,
  parse,
  type SiteId,
  type SnapshotId,
  type SnapshotManifest,
  type SnapshotStored,
} from '@nanoedge/protocol';
import { snapshotRefusals } from '@nanoedge/words';
import { and, eq } from 'drizzle-orm';
import { deployments, devices, runs } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { refuseOther, takeIn } from './take-in.ts';

/**
 * A device stores snapshots of its own deployments only: of those it has, had, or was asked to
 * have.
 */
const admit = async (deps: Deps, device: DeviceId, manifest: SnapshotManifest): Promise<SiteId> => {
  if (manifest.device !== device) throw new Forbidden(snapshotRefusals.otherDevice);
  const { id } = manifest.deployment;
  const [row] = await deps.db
    .select({ site: devices.site })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  if (row === undefined) throw new NotFound('device', device);
  const owned = await deps.db
    .select({ id: deployments.id })
    .from(deployments)
    .where(and(eq(deployments.id, id), eq(deployments.device, device)))
    .limit(1);
  if (owned.length > 0) return row.site;
  const asked = await deps.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.device, device), eq(runs.deployment, id)))
    .limit(1);
  if (asked.length === 0) throw new Forbidden(snapshotRefusals.foreignDeployment(id));
  return row.site;
};

/** Stores a snapshot that a device brings. What is answered was read back from this disk. */
export const storeFromDevice = async (
  deps: Deps,
  device: DeviceId,
  brought: { id: SnapshotId; digest: Digest; source: AsyncIterable<Uint8Array> },
): Promise<SnapshotStored> => {
  const { id, digest, source } = brought;
  await refuseOther(deps, id, digest);
  const stored = await takeIn(deps, { source, digest }, (manifest) => {
    if (manifest.id !== id) throw new Forbidden(snapshotRefusals.otherId(manifest.id, id));
    return admit(deps, device, manifest);
  });
  if (stored.isNew) deps.log.info({ snapshot: id, device, bytes: stored.bytes }, 'snapshot stored');
  return { id, digest: stored.digest, bytes: parse(Bytes, stored.bytes, 'bytes') };
};
