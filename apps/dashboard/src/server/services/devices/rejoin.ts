import { dayMs } from '@nanoedge/base';
import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { hashJoinKey, makeJoinKey } from './join-key.ts';
import type { DeviceRef } from './schema.ts';
import type { ExpectedDevice } from './view.ts';

/**
 * Lets a device that is there enrol again within a day, with a new key or on a new computer. What it
 * has stays good until it does. The token is told once.
 */
export const letRejoin = async (
  deps: Deps,
  actor: Actor,
  { id }: DeviceRef,
): Promise<ExpectedDevice> => {
  const joinKey = makeJoinKey();
  const expiresAt = deps.now() + dayMs;
  await deps.db.transaction(async (tx) => {
    const [device] = await tx
      .update(devices)
      .set({
        joinKeyHash: hashJoinKey(joinKey),
        joinKeyExpiresAt: new Date(expiresAt),
        joinKeyUsedAt: null,
      })
      .where(eq(devices.id, id))
      .returning({ name: devices.name, site: devices.site });
    if (device === undefined) throw new NotFound('device', id);
    demand(actor, 'device.add', { site: device.site, as: ['device', id] });
    await record(tx, actor, {
      site: device.site,
      action: 'rejoin',
      entity: 'device',
      subject: id,
      summary: auditSentences.devices.rejoins(device.name),
    });
  });
  return { device: id, joinToken: deps.identity.joinToken(joinKey), expiresAt };
};
