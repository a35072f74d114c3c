import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq, sql } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { refreshDesired } from '../desired/refresh.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { DeviceRef } from './schema.ts';

/**
 * Makes a device that is out of step, as after the database was restored from a copy, follow again:
 * what we know now replaces whatever it was told before.
 */
export const startOver = async (deps: Deps, actor: Actor, { id }: DeviceRef): Promise<void> => {
  const now = deps.now();
  const site = await deps.db.transaction(async (tx) => {
    const [device] = await tx
      .select()
      .from(devices)
      .where(eq(devices.id, id))
      .for('update')
      .limit(1);
    if (device === undefined) throw new NotFound('device', id);
    demand(actor, 'device.startOver', { site: device.site, as: ['device', id] });
    if (device.objection === null) throw new Conflict('device', deviceRefusals.inStep);
    await tx
      .update(devices)
      .set({
        startedOverAt: new Date(now),
        objection: null,
        // Higher than any that was ever counted: services keep the newest roster that they heard
        rosterRevision: sql`greatest(${devices.rosterRevision} + 1, ${Math.floor(now / 1000)})`,
        rosterHash: null,
      })
      .where(eq(devices.id, id));
    await record(tx, actor, {
      site: device.site,
      action: 'start-over',
      entity: 'device',
      subject: id,
      summary: auditSentences.devices.startedOver(device.name),
    });
    return device.site;
  });
  await refreshDesired(deps, site);
  deps.live.changed(site, 'devices');
};
