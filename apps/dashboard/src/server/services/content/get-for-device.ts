import type { ReadStream } from 'node:fs';
import type { DeviceId, Digest } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';

/**
 * The bytes of a digest that the device's desired state names; for any other digest there is
 * nothing.
 */
export const getContentForDevice = async (
  deps: Deps,
  device: DeviceId,
  digest: Digest,
): Promise<ReadStream> => {
  const [row] = await deps.db
    .select({ desired: devices.desired })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  if (row?.desired?.content.includes(digest) !== true || !(await deps.blobs.has(digest)))
    throw new NotFound('content', digest);
  return deps.blobs.read(digest);
};
