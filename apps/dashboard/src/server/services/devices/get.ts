import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { deployments, devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadDeployments } from '../deployments/load.ts';
import { loadDevices } from './load.ts';
import type { DeviceRef } from './schema.ts';
import type { DeviceDetail } from './view.ts';

/** The fingerprint of an agent's key as ssh-keygen writes them: SHA-256, base64 without padding. */
const fingerprint = (publicKey: string): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('base64').replace(/=+$/, '')}`;

/** One device with its deployments. */
export const getDevice = async (
  deps: Deps,
  actor: Actor,
  input: DeviceRef,
): Promise<DeviceDetail> => {
  const [found] = await loadDevices(deps, eq(devices.id, input.id));
  if (found === undefined) throw new NotFound('device', input.id);
  demand(actor, 'device.read', { site: found.row.site, as: ['device', input.id] });
  const { publicKey, revokedAt, duplicateSeenAt, objection } = found.row;
  return {
    ...found.view,
    deployments: await loadDeployments(deps, eq(deployments.device, input.id)),
    keyFingerprint: publicKey === null ? null : fingerprint(publicKey),
    revokedAt: revokedAt?.getTime() ?? null,
    duplicateSeenAt: duplicateSeenAt?.getTime() ?? null,
    objection,
  };
};
