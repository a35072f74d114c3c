import { EpochMs, parse, type DeviceId, type ReportedState } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { statusOf } from '../device-status.ts';

const servicesOf = (state: ReportedState | null): string =>
  JSON.stringify(
    state?.services.map(({ deployment, state: is, version, imageId, change, run }) => [
      deployment,
      is,
      version,
      imageId,
      change,
      run,
    ]) ?? [],
  );

/**
 * Stores what a device says of itself and shows it to the browsers of its site. How old that is
 * goes by our clock alone: a device's clock may be wrong.
 */
export const reportFromDevice = async (
  deps: Deps,
  device: DeviceId,
  said: ReportedState,
): Promise<void> => {
  const now = deps.now();
  const heardAt = new Date(now);
  const reported = { ...said, at: parse(EpochMs, now, 'now') };
  const [old] = await deps.db
    .select({ reported: devices.reported })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  const [row] = await deps.db
    .update(devices)
    .set({
      reported,
      lastSeenAt: heardAt,
      heardAt,
      ...(reported.engine.reachable ? { engineSeenAt: heardAt } : {}),
    })
    .where(eq(devices.id, device))
    .returning();
  if (row === undefined) return;
  deps.live.device(row.site, statusOf(row, deps));
  if (servicesOf(old?.reported ?? null) !== servicesOf(reported))
    deps.live.changed(row.site, 'deployments');
};
