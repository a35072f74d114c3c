import type { DeviceId, SiteId } from '@nanoedge/protocol';
import { verifierOf, type Verifies } from '@nanoedge/link';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

/** Who a device is by the key that it enrolled with. */
export interface DeviceProof {
  site: SiteId;
  verifies: Verifies;
}

/** Null for a device that nobody knows, or that has no key. */
export const proofOfDevice = async (deps: Deps, device: DeviceId): Promise<DeviceProof | null> => {
  const [row] = await deps.db
    .select({ publicKey: devices.publicKey, site: devices.site })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  if (row === undefined || row.publicKey === null) return null;
  return { site: row.site, verifies: verifierOf(row.publicKey) };
};
