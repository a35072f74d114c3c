import type { DeviceId, Digest } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices, type StoredDesired } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

const digestsOf = (desired: StoredDesired | null): Set<Digest> =>
  new Set(
    (desired?.deployments ?? []).flatMap(({ release: { imageId, archive } }) =>
      archive === null ? [] : [imageId, ...archive.layers.map((layer) => layer.digest)],
    ),
  );

/**
 * Which blobs a device may fetch: those of the images that its desired state names. A device
 * fetches many, one after the other, so the digests of each are remembered until its desired state
 * changes.
 */
export class AllowedImages {
  readonly #known = new Map<DeviceId, { revision: number; digests: Set<Digest> }>();

  async allows(deps: Deps, device: DeviceId, digest: Digest): Promise<boolean> {
    const where = eq(devices.id, device);
    const [row] = await deps.db
      .select({ revision: devices.desiredRevision })
      .from(devices)
      .where(where)
      .limit(1);
    const known = this.#known.get(device);
    if (row !== undefined && known?.revision === row.revision) return known.digests.has(digest);
    const columns = { revision: devices.desiredRevision, desired: devices.desired };
    const [whole] = await deps.db.select(columns).from(devices).where(where).limit(1);
    const digests = digestsOf(whole?.desired ?? null);
    if (whole !== undefined) this.#known.set(device, { revision: whole.revision, digests });
    return digests.has(digest);
  }
}
