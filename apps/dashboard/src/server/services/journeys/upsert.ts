import { believedUntil, hasEnded } from '@nanoedge/base';
import type { Journey, SiteId, StoredEvent } from '@nanoedge/protocol';
import { journeyStart } from '@nanoedge/words';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { journeys } from '../../db/schema/index.ts';
import { keepAttendance } from './attendance.ts';

/** An event as it was stored, with the site of its device. */
export interface EventOfSite {
  site: SiteId;
  event: StoredEvent;
}

type Row = typeof journeys.$inferInsert;

const rowOf = ({ site, event }: EventOfSite, snapshot: Journey): Row => ({
  id: snapshot.id,
  site,
  device: event.device,
  state: snapshot.state,
  active: !hasEnded(snapshot.state),
  person: snapshot.person?.id ?? null,
  meeting: snapshot.meeting?.id ?? null,
  startedAt: journeyStart(snapshot),
  updatedAt: snapshot.updatedAt,
  believedUntil: believedUntil(snapshot),
  snapshot,
});

/** The newer of two rows of a journey, with the hops of both. */
const newer = (known: Row | undefined, said: Row): Row => {
  if (known === undefined) return said;
  const [older, newest] = known.updatedAt <= said.updatedAt ? [known, said] : [said, known];
  return {
    ...newest,
    startedAt: Math.min(older.startedAt, newest.startedAt),
    snapshot: {
      ...newest.snapshot,
      hops: { ...older.snapshot.hops, ...newest.snapshot.hops },
    },
  };
};

/**
 * Keeps the newest snapshot of each journey that the events speak of; an older one never replaces a
 * newer. A controller that was restarted knows nothing of the hops before, so those that were
 * stamped once stay.
 */
export const upsertJourneys = async (tx: Tx, added: readonly EventOfSite[]): Promise<void> => {
  const said: Journey[] = [];
  const rows = new Map<string, Row>();
  for (const one of added) {
    const { body } = one.event;
    if (body.type !== 'journey.updated') continue;
    said.push(body.snapshot);
    const known = rows.get(body.snapshot.id);
    // A journey is of the site where it began
    if (known !== undefined && known.site !== one.site) continue;
    rows.set(body.snapshot.id, newer(known, rowOf(one, body.snapshot)));
  }
  if (rows.size === 0) return;
  const now = (column: string) => sql.raw(`excluded.${column}`);
  await tx
    .insert(journeys)
    .values([...rows.values()])
    .onConflictDoUpdate({
      target: journeys.id,
      set: {
        device: now('device'),
        state: now('state'),
        active: now('active'),
        person: now('person'),
        meeting: now('meeting'),
        updatedAt: now('updated_at'),
        believedUntil: now('believed_until'),
        startedAt: sql`least(${journeys.startedAt}, excluded.started_at)`,
        snapshot: sql`excluded.snapshot || jsonb_build_object('hops', (${journeys.snapshot} -> 'hops') || (excluded.snapshot -> 'hops'))`,
      },
      setWhere: sql`${journeys.updatedAt} <= excluded.updated_at and ${journeys.site} = excluded.site`,
    });
  await keepAttendance(tx, said);
};
