import type { DeviceId, OutboxEvent, SiteId, StoredEvent } from '@nanoedge/protocol';
import { EpochMs, parse } from '@nanoedge/protocol';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { devices, events } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { Sent } from '../ingest-port.ts';
import { type EventOfSite, upsertJourneys } from '../journeys/upsert.ts';
import { applyRunEvents, type RunsChanged } from '../runs/ingest.ts';

/**
 * Any number: one ingest at a time in the whole database, so that event ids become visible in their
 * order.
 */
const ingestLock = 7_202_612;

interface StoredGroup {
  /** The new events, in the order of their ids. */
  added: EventOfSite[];
  /** The sequence up to which each device may forget; a device that is not known has none. */
  acked: ReadonlyMap<DeviceId, number>;
  changed: ReadonlyMap<SiteId, RunsChanged>;
}

interface Sender {
  device: DeviceId;
  site: SiteId;
  ackedSeq: number;
  /** All that it sent, in the order of its sequences, each once. */
  events: OutboxEvent[];
}

const once = (sent: readonly OutboxEvent[]): OutboxEvent[] => {
  const bySeq = new Map(sent.map((event) => [event.seq, event]));
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
};

/**
 * Who sent, and up to where its events are stored. An agent sends its oldest first, so of a device
 * that this database knows nothing of, what came before the first one was acknowledged and
 * forgotten long ago.
 */
const readSenders = async (tx: Tx, sent: readonly Sent[]): Promise<Sender[]> => {
  const bySender = Map.groupBy(sent, ({ device }) => device);
  const rows = await tx
    .select({
      device: devices.id,
      site: devices.site,
      ackedSeq: devices.ackedSeq,
      known: sql<boolean>`${devices.ackedSeq} > 0 or exists (select 1 from events where events.device = devices.id)`,
    })
    .from(devices)
    .where(inArray(devices.id, [...bySender.keys()]))
    .orderBy(asc(devices.id));
  return rows.map(({ device, site, ackedSeq, known }) => {
    const own = once((bySender.get(device) ?? []).flatMap((message) => message.events));
    const first = own[0]?.seq ?? 1;
    return { device, site, ackedSeq: known ? ackedSeq : first - 1, events: own };
  });
};

const insertNew = async (
  tx: Tx,
  senders: readonly Sender[],
  now: number,
): Promise<EventOfSite[]> => {
  const rows = senders.flatMap(({ site, device, events: own }) =>
    own.map(({ seq, source, body }) => ({
      site,
      device,
      seq,
      type: body.type,
      journey: 'journey' in body ? body.journey : null,
      deployment: source.deployment,
      nanoservice: source.nanoservice,
      at: body.at,
      body,
      receivedAt: new Date(now),
    })),
  );
  if (rows.length === 0) return [];
  const inserted = await tx
    .insert(events)
    .values(rows)
    .onConflictDoNothing({ target: [events.device, events.seq] })
    .returning({ id: events.id, device: events.device, seq: events.seq });
  const keyOf = (device: DeviceId, seq: number): string => `${String(seq)} ${device}`;
  const ids = new Map(inserted.map(({ id, device, seq }) => [keyOf(device, seq), id]));
  const receivedAt = parse(EpochMs, now, 'receivedAt');
  return senders
    .flatMap(({ site, device, events: own }) =>
      own.flatMap((event): EventOfSite[] => {
        const id = ids.get(keyOf(device, event.seq));
        return id === undefined ? [] : [{ site, event: { ...event, id, device, receivedAt } }];
      }),
    )
    .toSorted((a, b) => a.event.id - b.event.id);
};

/** Of each sender the highest sequence up to which nothing is missing. */
const contiguous = async (
  tx: Tx,
  senders: readonly Sender[],
): Promise<ReadonlyMap<DeviceId, number>> => {
  const later = await tx
    .select({ device: events.device, seq: events.seq })
    .from(events)
    .innerJoin(devices, eq(devices.id, events.device))
    .where(
      and(
        inArray(
          events.device,
          senders.map(({ device }) => device),
        ),
        gt(events.seq, devices.ackedSeq),
      ),
    )
    .orderBy(asc(events.device), asc(events.seq));
  const acked = new Map(senders.map(({ device, ackedSeq }) => [device, ackedSeq]));
  for (const { device, seq } of later)
    if (seq === (acked.get(device) ?? 0) + 1) acked.set(device, seq);
  return acked;
};

/** Locks in the order of the ids, as a refresh of the desired state does. */
const storeAcked = async (tx: Tx, acked: ReadonlyMap<DeviceId, number>): Promise<void> => {
  if (acked.size === 0) return;
  await tx
    .select({ id: devices.id })
    .from(devices)
    .where(inArray(devices.id, [...acked.keys()]))
    .orderBy(asc(devices.id))
    .for('no key update');
  await tx.execute(sql`
    update ${devices} set acked_seq = sent.seq
    from unnest(${sql.param([...acked.keys()])}::text[], ${sql.param([...acked.values()])}::bigint[])
      as sent(id, seq)
    where ${devices.id} = sent.id and ${devices.ackedSeq} < sent.seq`);
};

const applyRuns = async (
  tx: Tx,
  added: readonly EventOfSite[],
  now: number,
): Promise<Map<SiteId, RunsChanged>> => {
  const changed = new Map<SiteId, RunsChanged>();
  for (const [site, own] of Map.groupBy(added, (one) => one.site))
    changed.set(
      site,
      await applyRunEvents(
        tx,
        own.map(({ event }) => event),
        now,
      ),
    );
  return changed;
};

/** Stores what several devices sent in one transaction. */
export const storeGroup = (deps: Deps, sent: readonly Sent[]): Promise<StoredGroup> =>
  deps.db.transaction(async (tx): Promise<StoredGroup> => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ingestLock})`);
    const senders = await readSenders(tx, sent);
    const now = deps.now();
    const added = await insertNew(tx, senders, now);
    await upsertJourneys(tx, added);
    const changed = await applyRuns(tx, added, now);
    const acked = await contiguous(tx, senders);
    await storeAcked(tx, acked);
    return { added, acked, changed };
  });

/** The events of each site, in the order of their ids. */
export const bySite = (added: readonly EventOfSite[]): ReadonlyMap<SiteId, StoredEvent[]> =>
  new Map(
    [...Map.groupBy(added, ({ site }) => site)].map(([site, own]) => [
      site,
      own.map(({ event }) => event),
    ]),
  );
