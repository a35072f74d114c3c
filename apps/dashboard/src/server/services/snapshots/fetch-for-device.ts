import type { ReadStream } from 'node:fs';
import type { DeviceId, SnapshotId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';

/**
 * The file of a snapshot that the device's desired state wants restored; for any other there is
 * nothing.
 */
export const fetchForDevice = async (
  deps: Deps,
  device: DeviceId,
  snapshot: SnapshotId,
): Promise<{ bytes: number; read: () => ReadStream }> => {
  const [row] = await deps.db
    .select({ desired: devices.desired })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  const isWanted = row?.desired?.deployments.some(({ restore }) => restore?.snapshot === snapshot);
  const bytes = isWanted === true ? await deps.snapshots.size(snapshot) : null;
  if (bytes === null) throw new NotFound('snapshot', snapshot);
  return { bytes, read: () => deps.snapshots.read(snapshot) };
};
