import type { DeviceId, EventsMessage, OutboxEvent, SiteId, StoredEvent } from '@nanoedge/protocol';
import { EpochMs, parse } from '@nanoedge/protocol';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { devices, events } from '../../db/schema/index.ts';
import { announce } from '../announce.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { upsertJourneys } from '../journeys/upsert.ts';
import { applyRunEvents, type RunsChanged } from '../runs/ingest.ts';

/**
 * Any number: one ingest at a time in the whole database, so that event ids become visible in their
 * order.
 */
const ingestLock = 7_202_612;

interface Ingested {
  site: SiteId;
  stored: StoredEvent[];
  ackedSeq: number;
  changed: RunsChanged;
}

/** The highest sequence from `from` on up to which nothing is missing. */
const contiguous = async (tx: Tx, device: DeviceId, from: number): Promise<number> => {
  const later = await tx
    .select({ seq: events.seq })
    .from(events)
    .where(and(eq(events.device, device), gt(events.seq, from)))
    .orderBy(asc(events.seq));
  let acked = from;
  for (const { seq } of later) {
    if (seq !== acked + 1) break;
    acked = seq;
  }
  return acked;
};

const insertNew = async (
  tx: Tx,
  place: { site: SiteId; device: DeviceId; at: number },
  sent: OutboxEvent[],
): Promise<StoredEvent[]> => {
  const ordered = sent.toSorted((a, b) => a.seq - b.seq);
  const rows = await tx
    .insert(events)
    .values(
      ordered.map(({ seq, source, body }) => ({
        site: place.site,
        device: place.device,
        seq,
        type: body.type,
        journey: 'journey' in body ? body.journey : null,
        deployment: source.deployment,
        nanoservice: source.nanoservice,
        at: body.at,
        body,
        receivedAt: new Date(place.at),
      })),
    )
    .onConflictDoNothing({ target: [events.device, events.seq] })
    .returning({ id: events.id, seq: events.seq });
  const ids = new Map(rows.map((row) => [row.seq, row.id]));
  const receivedAt = parse(EpochMs, place.at, 'receivedAt');
  const seen = new Set<number>();
  return ordered.flatMap((event) => {
    const id = ids.get(event.seq);
    if (id === undefined || seen.has(event.seq)) return [];
    seen.add(event.seq);
    return [{ ...event, id, device: place.device, receivedAt }];
  });
};

const store = (deps: Deps, device: DeviceId, message: EventsMessage): Promise<Ingested> =>
  deps.ingestQueue.run(async () => {
    const ingested = await deps.db.transaction(async (tx): Promise<Ingested> => {
      await tx.execute(sql`select pg_advisory_xact_lock(${ingestLock})`);
      const [row] = await tx
        .select({ site: devices.site, ackedSeq: devices.ackedSeq })
        .from(devices)
        .where(eq(devices.id, device))
        .for('no key update')
        .limit(1);
      if (row === undefined) throw new NotFound('device', device);
      const [known] = await tx
        .select({ id: events.id })
        .from(events)
        .where(eq(events.device, device))
        .limit(1);
      const base =
        known === undefined
          ? Math.min(...message.events.map((event) => event.seq)) - 1
          : row.ackedSeq;
      const added = await insertNew(tx, { site: row.site, device, at: deps.now() }, message.events);
      await upsertJourneys(tx, row.site, added);
      const changed = await applyRunEvents(tx, added, deps.now());
      const acked = await contiguous(tx, device, base);
      if (acked !== row.ackedSeq)
        await tx.update(devices).set({ ackedSeq: acked }).where(eq(devices.id, device));
      return { site: row.site, stored: added, ackedSeq: acked, changed };
    });
    if (ingested.stored.length > 0) deps.live.events(ingested.site, ingested.stored);
    return ingested;
  });

/**
 * Stores a device's events once each, however often they are sent, and shows the new ones to the
 * browsers of the site. Answers, after the commit, with the sequence up to which the device may
 * forget. An agent sends its oldest first, so of a device that this database knows nothing of, what
 * came before the first one was acknowledged and forgotten long ago.
 */
export const ingestEvents = async (
  deps: Deps,
  device: DeviceId,
  message: EventsMessage,
): Promise<{ ackedSeq: number }> => {
  const { site, ackedSeq, changed } = await store(deps, device, message);
  if (changed.deployments)
    await announce(deps, site, changed.runs ? ['runs', 'deployments'] : 'deployments');
  return { ackedSeq };
};
