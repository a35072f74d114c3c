import type { DeviceId, LinkObjection } from '@nanoedge/protocol';
import { auditSentences, linkDistrustWords } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';

/** A device says why it does not follow us: kept for its page until its next greeting. */
export const objectionFromDevice = async (
  deps: Deps,
  device: DeviceId,
  { reason }: LinkObjection,
): Promise<Record<string, never>> => {
  const site = await deps.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(devices)
      .where(eq(devices.id, device))
      .for('update')
      .limit(1);
    if (row === undefined || row.objection === reason) return null;
    await tx.update(devices).set({ objection: reason }).where(eq(devices.id, device));
    await record(
      tx,
      { user: device, name: row.name },
      {
        site: row.site,
        action: 'object',
        entity: 'device',
        subject: device,
        summary: auditSentences.devices.objected(row.name, linkDistrustWords[reason]),
      },
    );
    return row.site;
  });
  if (site !== null) deps.live.changed(site, 'devices');
  deps.log.warn({ device, reason }, 'a device does not follow');
  return {};
};
