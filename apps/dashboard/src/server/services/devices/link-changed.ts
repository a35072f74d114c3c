import type { DeviceId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { statusOf } from '../device-status.ts';

/**
 * A device's link came up or went down (`deps.agents` knows which): the browsers of its site see it
 * at once.
 */
export const linkChanged = async (deps: Deps, device: DeviceId): Promise<void> => {
  const now = new Date(deps.now());
  const [row] = await deps.db
    .update(devices)
    .set({ linkChangedAt: now, lastSeenAt: now })
    .where(eq(devices.id, device))
    .returning();
  if (row === undefined) return;
  deps.live.device(row.site, statusOf(row, deps));
  deps.live.changed(row.site, 'devices');
};
