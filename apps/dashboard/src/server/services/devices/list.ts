import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { loadDevices } from './load.ts';
import type { SiteInput } from '../site/schema.ts';
import type { DeviceRow } from './view.ts';

export const listDevices = async (
  deps: Deps,
  actor: Actor,
  input: SiteInput,
): Promise<DeviceRow[]> => {
  demand(actor, 'device.read', input);
  return (await loadDevices(deps, eq(devices.site, input.site))).map(({ view }) => view);
};
