import type { DeviceStatus, StoredEvent, Subscribe } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import { devices, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { statusOf } from '../device-status.ts';
import { NotFound } from '../errors.ts';
import { listEvents } from '../events/list.ts';

const latest = 200;
const atOnce = 500;

/**
 * What somebody who begins to watch a site needs: its devices, and the events after their cursor
 * (the latest 200 when they have none), oldest first. `more`: they should ask again from the last
 * of these (or, without a cursor, older ones exist).
 */
export const watchSite = async (
  deps: Deps,
  actor: Actor,
  input: Subscribe,
): Promise<{ devices: DeviceStatus[]; events: StoredEvent[]; more: boolean }> => {
  demand(actor, 'site.watch', input);
  const [site] = await deps.db
    .select({ id: sites.id })
    .from(sites)
    .where(eq(sites.id, input.site))
    .limit(1);
  if (site === undefined) throw new NotFound('site', input.site);
  const rows = await deps.db
    .select()
    .from(devices)
    .where(eq(devices.site, site.id))
    .orderBy(asc(devices.id));
  const page =
    input.after === 0
      ? await listEvents(deps, actor, { site: site.id, limit: latest })
      : await listEvents(deps, actor, { site: site.id, after: input.after, limit: atOnce });
  return {
    devices: rows.map((row) => statusOf(row, deps)),
    events: page.events.toSorted((a, b) => a.id - b.id),
    more: page.more,
  };
};
