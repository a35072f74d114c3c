import { isTimeZone, ownZone } from '@nanoedge/base';
import { parse, type SiteId, TimeZone } from '@nanoedge/protocol';
import type { WallClock } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Actor } from '../actor.ts';
import type { Db, Tx } from '../../db/client.ts';
import { sites } from '../../db/schema/index.ts';

/**
 * The zone of a site: its own, or that of this installation when it has none or one that the
 * calendar here does not know.
 */
export const zoneOfSite = ({ timeZone }: Pick<typeof sites.$inferSelect, 'timeZone'>): TimeZone =>
  timeZone !== null && isTimeZone(timeZone) ? timeZone : parse(TimeZone, ownZone(), 'time zone');

/** The clock by which texts about a site are written for somebody. */
export const clockOfSite = async (
  db: Db | Tx,
  site: SiteId,
  { hour12 }: Pick<Actor, 'hour12'>,
): Promise<WallClock> => {
  const [row] = await db
    .select({ timeZone: sites.timeZone })
    .from(sites)
    .where(eq(sites.id, site))
    .limit(1);
  const zone = zoneOfSite(row ?? { timeZone: null });
  return hour12 === undefined ? { zone } : { zone, hour12 };
};
