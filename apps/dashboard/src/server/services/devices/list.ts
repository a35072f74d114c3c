import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { loadDevices } from './load.ts';
import type { SiteInput } from '../site/schema.ts';
import type { DeviceRow } from './view.ts';

export const listDevices = async (
  deps: Deps,
  actor: Actor,
  input: SiteInput,
): Promise<DeviceRow[]> => {
  requireRole(actor, 'viewer');
  return (await loadDevices(deps, eq(devices.site, input.site))).map(({ view }) => view);
};
