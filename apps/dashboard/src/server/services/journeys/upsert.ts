import { believedUntil, hasEnded } from '@nanoedge/base';
import type { SiteId, StoredEvent } from '@nanoedge/protocol';
import { journeyStart } from '@nanoedge/words';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { journeys } from '../../db/schema/index.ts';
import { keepAttendance } from './attendance.ts';

/**
 * Keeps the newest snapshot of each journey that the events speak of; an older one never replaces a
 * newer. A controller that was restarted knows nothing of the hops before, so those that were
 * stamped once stay.
 */
export const upsertJourneys = async (tx: Tx, site: SiteId, added: StoredEvent[]): Promise<void> => {
  for (const { body, device } of added) {
    if (body.type !== 'journey.updated') continue;
    const { snapshot } = body;
    const values = {
      site,
      device,
      state: snapshot.state,
      active: !hasEnded(snapshot.state),
      person: snapshot.person?.id ?? null,
      meeting: snapshot.meeting?.id ?? null,
      startedAt: journeyStart(snapshot),
      updatedAt: snapshot.updatedAt,
      believedUntil: believedUntil(snapshot),
      snapshot,
    };
    await tx
      .insert(journeys)
      .values({ id: snapshot.id, ...values })
      .onConflictDoUpdate({
        target: journeys.id,
        set: {
          ...values,
          startedAt: sql`least(${journeys.startedAt}, excluded.started_at)`,
          snapshot: sql`excluded.snapshot || jsonb_build_object('hops', (${journeys.snapshot} -> 'hops') || (excluded.snapshot -> 'hops'))`,
        },
        setWhere: sql`${journeys.updatedAt} <= excluded.updated_at`,
      });
    await keepAttendance(tx, snapshot);
  }
};
