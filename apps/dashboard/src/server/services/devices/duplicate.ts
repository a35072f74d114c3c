import type { DeviceId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';

/** Two agents use the key of one device: said once, on its page, until it gets another key. */
export const duplicateKeySeen = async (deps: Deps, device: DeviceId): Promise<void> => {
  const site = await deps.db.transaction(async (tx) => {
    const [row] = await tx
      .update(devices)
      .set({ duplicateSeenAt: new Date(deps.now()) })
      .where(and(eq(devices.id, device), isNull(devices.duplicateSeenAt)))
      .returning({ site: devices.site, name: devices.name });
    if (row === undefined) return null;
    await record(
      tx,
      { user: device, name: row.name },
      {
        site: row.site,
        action: 'duplicate-key',
        entity: 'device',
        subject: device,
        summary: auditSentences.devices.duplicate(row.name),
      },
    );
    return row.site;
  });
  if (site === null) return;
  deps.log.error({ device }, 'two agents use the key of one device');
  deps.live.changed(site, 'devices');
};
