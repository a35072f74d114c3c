import type { SimulateCommand, SiteId } from '@nanoedge/protocol';
import { simulationRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';

/** Agents get a walk's command before its first leg begins. */
export const headStartMs = 200;

/**
 * Sends a command to every agent of a site. Throws Conflict when none takes it. Returns how many
 * did.
 */
export const sendToSite = async (
  deps: Deps,
  site: SiteId,
  command: SimulateCommand,
): Promise<number> => {
  const rows = await deps.db.select({ id: devices.id }).from(devices).where(eq(devices.site, site));
  const agents = await deps.agents.simulate(
    rows.map((row) => row.id),
    command,
  );
  if (agents === 0) throw new Conflict('site', simulationRefusals.nobodyConnected);
  return agents;
};
