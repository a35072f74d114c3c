import { createPublicKey } from 'node:crypto';
import type { EnrolAnswer, EnrolRequest } from '@nanoedge/protocol';
import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Forbidden } from '../errors.ts';
import { hashJoinKey } from './join-key.ts';

const isEd25519 = (publicKey: string): boolean => {
  try {
    return (
      createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
        .asymmetricKeyType === 'ed25519'
    );
  } catch {
    return false;
  }
};

/**
 * A new agent trades its join key for a place in the site. The same agent may ask again (its answer
 * may have been lost); for another key the join key is used up.
 */
export const enrolDevice = async (
  deps: Deps,
  request: EnrolRequest,
  address?: string,
): Promise<EnrolAnswer> => {
  if (!isEd25519(request.publicKey)) throw new BadInput('publicKey', deviceRefusals.noKey);
  const answer = await deps.db.transaction(async (tx) => {
    const [device] = await tx
      .select()
      .from(devices)
      .where(eq(devices.joinKeyHash, hashJoinKey(request.joinKey)))
      .for('update')
      .limit(1);
    if (device === undefined) throw new Forbidden(deviceRefusals.unknownJoinKey);
    if (device.publicKey === request.publicKey) return { device: device.id, site: device.site };
    if (device.publicKey !== null) throw new Forbidden(deviceRefusals.usedJoinKey);
    if (device.joinKeyExpiresAt !== null && device.joinKeyExpiresAt.getTime() < deps.now())
      throw new Forbidden(deviceRefusals.expiredJoinKey);
    await tx
      .update(devices)
      .set({ publicKey: request.publicKey, enrolledAt: new Date(deps.now()) })
      .where(eq(devices.id, device.id));
    await record(
      tx,
      // By our own name for it: what it says of itself proves nothing
      { user: device.id, name: device.name, ...(address === undefined ? {} : { address }) },
      {
        site: device.site,
        action: 'enrol',
        entity: 'device',
        subject: device.id,
        summary: auditSentences.devices.enrolled(device.name),
      },
    );
    return { device: device.id, site: device.site };
  });
  deps.log.info({ device: answer.device }, 'device enrolled');
  deps.live.changed(answer.site, 'devices');
  return answer;
};
