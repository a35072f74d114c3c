import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { DeviceRef } from './schema.ts';

/**
 * Takes its key from a device that was lost or stolen: its link ends at once and it hears nothing
 * more, until it enrols again with a new join token.
 */
export const revokeDevice = async (deps: Deps, actor: Actor, { id }: DeviceRef): Promise<void> => {
  const now = new Date(deps.now());
  const site = await deps.db.transaction(async (tx) => {
    const [device] = await tx
      .select()
      .from(devices)
      .where(eq(devices.id, id))
      .for('update')
      .limit(1);
    if (device === undefined) throw new NotFound('device', id);
    demand(actor, 'device.revoke', { site: device.site, as: ['device', id] });
    if (device.publicKey === null) throw new Conflict('device', deviceRefusals.revokeUnenrolled);
    await tx
      .update(devices)
      .set({
        publicKey: null,
        revokedAt: now,
        joinKeyHash: null,
        objection: null,
        duplicateSeenAt: null,
      })
      .where(eq(devices.id, id));
    await record(tx, actor, {
      site: device.site,
      action: 'revoke',
      entity: 'device',
      subject: id,
      summary: auditSentences.devices.revoked(device.name),
    });
    return device.site;
  });
  deps.agents.disconnect(id);
  deps.live.changed(site, 'devices');
};
