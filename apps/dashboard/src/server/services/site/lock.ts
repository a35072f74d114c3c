import type { SiteId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { sites } from '../../db/schema/index.ts';
import { NotFound } from '../errors.ts';

/**
 * Locks a site, so that names, ports and colours are given once in it and settings are saved one
 * after the other; before any device, as refreshDesired does. Throws NotFound.
 */
export const lockSite = async (tx: Tx, site: SiteId): Promise<typeof sites.$inferSelect> => {
  const [row] = await tx
    .select()
    .from(sites)
    .where(eq(sites.id, site))
    .for('no key update')
    .limit(1);
  if (row === undefined) throw new NotFound('site', site);
  return row;
};
