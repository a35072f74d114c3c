import { asc, eq, isNotNull, isNull, and, not, like } from 'drizzle-orm';
import type { DesiredState } from '@nanoedge/protocol';
import { devices, siteKeys, type StoredDesired } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { sealSiteSecret } from './keys.ts';
import { sealDesired } from './stored.ts';

/** What a vault seals begins so; a secret of before is hexadecimal digits. */
const isSealed = like(siteKeys.secret, '%.%');

/** Seals what a release of before stored in clear. Nothing is to do at any later start. */
export const sealStored = async (deps: Pick<Deps, 'db' | 'vault' | 'log'>): Promise<void> => {
  const sealed = await deps.db.transaction(async (tx) => {
    const sites = await tx.select().from(siteKeys).where(not(isSealed));
    for (const { site, secret } of sites)
      await tx
        .update(siteKeys)
        .set({ secret: sealSiteSecret(deps, site, secret) })
        .where(eq(siteKeys.site, site));
    const clear = await tx
      .select({ device: devices.id, desired: devices.desired })
      .from(devices)
      .where(and(isNotNull(devices.desired), isNull(devices.desiredKeys)))
      .orderBy(asc(devices.id));
    for (const { device, desired } of clear) {
      if (desired === null) continue;
      // That release kept the keys among the rest
      const stored: StoredDesired & Partial<Pick<DesiredState, 'keys'>> = desired;
      const whole = { ...stored, keys: stored.keys ?? {} };
      await tx
        .update(devices)
        .set(sealDesired(deps, device, whole))
        .where(eq(devices.id, device));
    }
    return { sites: sites.length, devices: clear.length };
  });
  if (sealed.sites + sealed.devices > 0)
    deps.log.info(sealed, 'secrets in the database are sealed');
};
