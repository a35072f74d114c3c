import { enrolAnswer, isSigningKey, provesItsKey, verifierOf } from '@nanoedge/link';
import type { EnrolAnswer, EnrolRequest } from '@nanoedge/protocol';
import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { devices } from '../../db/schema/index.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Forbidden } from '../errors.ts';
import { hashJoinKey } from './join-key.ts';

type EnrolledDevice = typeof devices.$inferSelect;

/** By our own name for it: what it says of itself proves nothing. */
const deviceItself = ({ id, name }: EnrolledDevice, address: string | undefined) => ({
  user: id,
  name,
  ...(address === undefined ? {} : { address }),
});

/** Gives the device this key, and takes that from it which it had. */
const admit = async (
  tx: Tx,
  device: EnrolledDevice,
  { publicKey, address, now }: { publicKey: string; address: string | undefined; now: Date },
): Promise<void> => {
  await tx
    .update(devices)
    .set({ publicKey, enrolledAt: now, joinKeyUsedAt: now, revokedAt: null, duplicateSeenAt: null })
    .where(eq(devices.id, device.id));
  await record(tx, deviceItself(device, address), {
    site: device.site,
    action: 'enrol',
    entity: 'device',
    subject: device.id,
    summary:
      device.enrolledAt === null
        ? auditSentences.devices.enrolled(device.name)
        : auditSentences.devices.enrolledAgain(device.name),
  });
};

/**
 * An agent trades its join key for a place in the site, or anew for the place that it has. The same
 * agent may ask again (its answer may have been lost); for another key the join key is used up.
 */
export const enrolDevice = async (
  deps: Deps,
  request: EnrolRequest,
  address?: string,
): Promise<EnrolAnswer> => {
  const { publicKey } = request;
  if (!isSigningKey(publicKey)) throw new BadInput('publicKey', deviceRefusals.noKey);
  if (!provesItsKey(request, verifierOf(publicKey)))
    throw new BadInput('proof', deviceRefusals.otherProof);
  const now = new Date(deps.now());
  const { place, isNew } = await deps.db.transaction(async (tx) => {
    const [device] = await tx
      .select()
      .from(devices)
      .where(eq(devices.joinKeyHash, hashJoinKey(request.joinKey)))
      .for('update')
      .limit(1);
    if (device === undefined) throw new Forbidden(deviceRefusals.unknownJoinKey);
    const found = { device: device.id, site: device.site };
    if (device.joinKeyUsedAt !== null) {
      if (device.publicKey !== publicKey) throw new Forbidden(deviceRefusals.usedJoinKey);
      return { place: found, isNew: false };
    }
    if (device.joinKeyExpiresAt !== null && device.joinKeyExpiresAt < now)
      throw new Forbidden(deviceRefusals.expiredJoinKey);
    await admit(tx, device, { publicKey, address, now });
    return { place: found, isNew: true };
  });
  if (isNew) {
    // Who came with the key of before may not stay
    deps.agents.disconnect(place.device);
    deps.log.info({ device: place.device }, 'device enrolled');
    deps.live.changed(place.site, 'devices');
  }
  const { sign, releases } = deps.identity;
  return enrolAnswer({ ...place, releaseKey: releases.said.key }, request, sign);
};
