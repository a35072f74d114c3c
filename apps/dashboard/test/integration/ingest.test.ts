import {
  EpochMs,
  Journey,
  JourneyId,
  type OutboxEvent,
  OutboxEvent as OutboxEventSchema,
  parse,
  SiteId,
  ZoneId,
} from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseError } from '../../src/server/db/client.ts';
import { devices, events, sites } from '../../src/server/db/schema/index.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { ingestEvents } from '../../src/server/services/ingest/events.ts';
import { listEvents } from '../../src/server/services/events/list.ts';
import { getJourney } from '../../src/server/services/journeys/get.ts';
import { listJourneys } from '../../src/server/services/journeys/list.ts';
import { device, noon, openWorld, site, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const source = { deployment: null, nanoservice: null };
const presence = (seq: number): OutboxEvent =>
  parse(
    OutboxEventSchema,
    { seq, source, body: { type: 'presence.detected', at: noon + seq, zone: 'entrance' } },
    'event',
  );

const makeDevice = async (id: string): Promise<ReturnType<typeof device>> => {
  await world.deps.db
    .insert(devices)
    .values({ id: device(id), site, name: id, zone: parse(ZoneId, 'entrance', 'zone') });
  return device(id);
};
const storedSeqs = async (id: ReturnType<typeof device>): Promise<number[]> =>
  (
    await world.deps.db
      .select({ seq: events.seq })
      .from(events)
      .where(eq(events.device, id))
      .orderBy(asc(events.id))
  ).map(({ seq }) => seq);

describe('ingesting events', () => {
  it('and a new desired state do not stand in each other’s way', async () => {
    const id = await makeDevice('busy');
    const rounds = Array.from({ length: 40 }, (_, index) => index + 1);
    const ingests = rounds.map((seq) => ingestEvents(world.deps, id, { events: [presence(seq)] }));
    const refreshes = rounds.map((round) =>
      world.deps.db
        .update(devices)
        .set({ address: `10.0.0.${String(round)}` })
        .where(eq(devices.id, id))
        .then(() => refreshDesired(world.deps, site)),
    );
    await Promise.all([...ingests, ...refreshes]);
    expect(await storedSeqs(id)).toEqual(rounds);
  });

  it('neither loses nor doubles an event, however often and in whatever pieces they are sent again', async () => {
    let run = 0;
    const total = 24;
    // Each send starts at or before the first event that was not acknowledged, as an agent does
    // after any crash or cut.
    const sends = fc.array(
      fc.record({ back: fc.nat(6), length: fc.integer({ min: 1, max: 9 }), ackLost: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(sends, async (plan) => {
        run += 1;
        const id = await makeDevice(`property-${String(run)}`);
        const broadcast = world.told.events.length;
        let acked = 0;
        const send = async (from: number, length: number): Promise<number> => {
          const batch = Array.from({ length: Math.min(length, total - from + 1) }, (_, index) =>
            presence(from + index),
          );
          return batch.length === 0
            ? acked
            : (await ingestEvents(world.deps, id, { events: batch })).ackedSeq;
        };
        for (const { back, length, ackLost } of plan) {
          const answer = await send(Math.max(1, acked + 1 - back), length);
          if (!ackLost) acked = answer;
        }
        while (acked < total) acked = await send(acked + 1, 9);
        const everything = Array.from({ length: total }, (_, index) => index + 1);
        expect(await storedSeqs(id)).toEqual(everything);
        expect(world.told.events.slice(broadcast).map(({ seq }) => seq)).toEqual(everything);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps ids in the order of commits while many devices send at once', async () => {
    const ids = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => makeDevice(`parallel-${name}`)),
    );
    const begun = world.told.events.length;
    await Promise.all(
      ids.flatMap((id) =>
        Array.from({ length: 10 }, (_, batch) =>
          ingestEvents(world.deps, id, { events: [presence(batch + 1)] }),
        ),
      ),
    );
    const told = world.told.events.slice(begun).map(({ id }) => id);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told).toHaveLength(40);
  });

  it('stores what other devices send at the same time as one whose data cannot be stored', async () => {
    const [good, bad, other] = await Promise.all(
      ['beside-1', 'sends-nonsense', 'beside-2'].map((name) => makeDevice(name)),
    );
    if (good === undefined || bad === undefined || other === undefined) throw new RangeError();
    // PostgreSQL has no text with a zero in it.
    const unstorable = parse(
      OutboxEventSchema,
      { seq: 1, source, body: { type: 'agent.started', at: noon, version: 'a\u0000b' } },
      'event',
    );
    const first = ingestEvents(world.deps, good, { events: [presence(1)] });
    const refused = ingestEvents(world.deps, bad, { events: [unstorable] }).catch(databaseError);
    const beside = ingestEvents(world.deps, other, { events: [presence(1)] });
    expect([await first, await beside]).toEqual([{ ackedSeq: 1 }, { ackedSeq: 1 }]);
    expect(await refused).toMatchObject({ code: '22P05' });
    expect(await storedSeqs(bad)).toEqual([]);
    expect(await storedSeqs(other)).toEqual([1]);
  });

  it('refuses the events of a device that is not known, and stores those of the others', async () => {
    const known = await makeDevice('known');
    const [lost, stored] = await Promise.allSettled(
      [device('nowhere'), known].map((id) =>
        ingestEvents(world.deps, id, { events: [presence(1)] }),
      ),
    );
    expect(lost).toMatchObject({ status: 'rejected', reason: { kind: 'not-found' } });
    expect(stored).toMatchObject({ value: { ackedSeq: 1 } });
  });

  it('does not acknowledge beyond a gap', async () => {
    const id = await makeDevice('gap');
    expect(await ingestEvents(world.deps, id, { events: [presence(1), presence(2)] })).toEqual({
      ackedSeq: 2,
    });
    expect(await ingestEvents(world.deps, id, { events: [presence(5)] })).toEqual({ ackedSeq: 2 });
    expect(await ingestEvents(world.deps, id, { events: [presence(3), presence(4)] })).toEqual({
      ackedSeq: 5,
    });
  });

  it('goes on with a device whose earlier events went to a database that is gone', async () => {
    const id = await makeDevice('restored');
    expect(await ingestEvents(world.deps, id, { events: [presence(41), presence(42)] })).toEqual({
      ackedSeq: 42,
    });
  });

  it('takes an event twice in one message once', async () => {
    const id = await makeDevice('twice');
    expect(await ingestEvents(world.deps, id, { events: [presence(1), presence(1)] })).toEqual({
      ackedSeq: 1,
    });
    expect(await storedSeqs(id)).toEqual([1]);
  });
});

describe('journeys', () => {
  const journey = (id: string, change: Record<string, unknown>): unknown => ({
    id,
    state: 'identifying',
    entered: 'entrance',
    zone: 'entrance',
    key: 'c0:ff:ee:00:00:02',
    person: null,
    meeting: null,
    refusal: null,
    hops: { presence: noon, scan: noon + 40 },
    heardAt: null,
    updatedAt: noon + 40,
    ...change,
  });
  const updated = (seq: number, snapshot: unknown): OutboxEvent =>
    parse(
      OutboxEventSchema,
      {
        seq,
        source,
        body: {
          type: 'journey.updated',
          at: noon,
          journey: parse(Journey, snapshot, 'journey').id,
          snapshot,
        },
      },
      'event',
    );

  it('shows the newest snapshot with the ms of every hop, and hides the key from all but administrators', async () => {
    const id = await makeDevice('closet-of-journeys');
    const newest = journey('j-1', {
      state: 'refused',
      refusal: 'uninvited',
      hops: { presence: noon, scan: noon + 40, sighting: noon + 540 },
      updatedAt: noon + 600,
    });
    await ingestEvents(world.deps, id, {
      events: [updated(1, newest), updated(2, journey('j-1', {}))],
    });
    const admin = await world.actor('admin');
    const [seen] = await listJourneys(world.deps, admin, { site, limit: 10, active: false });
    expect(seen).toMatchObject({
      id: 'j-1',
      state: 'refused',
      active: false,
      startedAt: noon,
      key: 'c0:ff:ee:00:00:02',
    });
    expect(seen?.hopTimes).toEqual([
      { name: 'presence', at: noon, sincePrevious: null },
      { name: 'scan', at: noon + 40, sincePrevious: 40 },
      { name: 'sighting', at: noon + 540, sincePrevious: 500 },
    ]);
    const alice = await world.actor('alice');
    const detail = await getJourney(world.deps, alice, { id: parse(JourneyId, 'j-1', 'journey') });
    expect(JSON.stringify(detail)).not.toContain('c0:ff:ee');
    expect(detail.events).toHaveLength(2);
    expect(await listJourneys(world.deps, admin, { site, limit: 10, active: true })).toEqual([]);
  });

  it('stay with the site where they began, whatever a device of another site says of them', async () => {
    const own = await makeDevice('closet-of-site');
    const other = parse(SiteId, 'elsewhere', 'site');
    const [here] = await world.deps.db.select().from(sites).where(eq(sites.id, site));
    if (here === undefined) throw new RangeError(site);
    await world.deps.db.insert(sites).values({ ...here, id: other });
    const stranger = device('closet-elsewhere');
    const zone = parse(ZoneId, 'entrance', 'zone');
    await world.deps.db.insert(devices).values({ id: stranger, site: other, name: 'x', zone });
    await ingestEvents(world.deps, own, { events: [updated(1, journey('j-own', {}))] });
    const forged = journey('j-own', {
      state: 'refused',
      refusal: 'uninvited',
      updatedAt: noon + 60_000,
    });
    await ingestEvents(world.deps, stranger, { events: [updated(1, forged)] });
    const admin = await world.actor('admin');
    const detail = await getJourney(world.deps, admin, {
      id: parse(JourneyId, 'j-own', 'journey'),
    });
    expect(detail).toMatchObject({ id: 'j-own', state: 'identifying', active: true });
  });
});

describe('reading events', () => {
  it('pages backwards and forwards without a gap', async () => {
    const admin = await world.actor('admin');
    const newest = await listEvents(world.deps, admin, { site, limit: 5 });
    expect(newest.more).toBe(true);
    const last = newest.events.at(-1);
    const older = await listEvents(world.deps, admin, { site, limit: 5, before: last?.id });
    const oldest = older.events.at(-1);
    const forward = await listEvents(world.deps, admin, {
      site,
      limit: 10,
      after: (oldest?.id ?? 0) - 1,
    });
    expect(forward.events.map(({ id }) => id)).toEqual(
      [...older.events.toReversed(), ...newest.events.toReversed()].map(({ id }) => id),
    );
    expect(forward.more).toBe(false);
    expect(parse(EpochMs, newest.events[0]?.receivedAt, 'receivedAt')).toBe(noon);
  });
});
