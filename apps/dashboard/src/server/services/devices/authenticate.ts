import { createPublicKey, verify } from 'node:crypto';
import type { DeviceId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

/**
 * Whether `signature` (base64url) over `text` was made with the key that the device enrolled with.
 */
export const signedByDevice = async (
  deps: Deps,
  device: DeviceId,
  signed: { text: string; signature: string },
): Promise<boolean> => {
  const [row] = await deps.db
    .select({ publicKey: devices.publicKey })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  if (row === undefined || row.publicKey === null) return false;
  const key = createPublicKey({
    key: Buffer.from(row.publicKey, 'base64url'),
    format: 'der',
    type: 'spki',
  });
  return verify(
    null,
    Buffer.from(signed.text, 'utf8'),
    key,
    Buffer.from(signed.signature, 'base64url'),
  );
};
