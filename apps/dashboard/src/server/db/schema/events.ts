import type {
  DeploymentId,
  DeviceId,
  EventBody,
  Journey,
  JourneyId,
  MeetingId,
  NanoserviceName,
  PersonId,
  SiteId,
} from '@nanoedge/protocol';
import {
  bigint,
  bigserial,
  boolean,
  index,
  jsonb,
  pgTable,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { edgeTime, instant } from './columns.ts';
import { devices } from './devices.ts';
import { sites } from './sites.ts';

/**
 * `id` is the cursor of every resync: ingest takes a lock, so that ids become visible in their
 * order.
 */
export const events = pgTable(
  'events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    device: text('device')
      .$type<DeviceId>()
      .notNull()
      .references(() => devices.id),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    journey: text('journey').$type<JourneyId>(),
    deployment: text('deployment').$type<DeploymentId>(),
    nanoservice: text('nanoservice').$type<NanoserviceName>(),
    at: edgeTime('at').notNull(),
    body: jsonb('body').$type<EventBody>().notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    unique('events_device_seq').on(table.device, table.seq),
    index('events_site_id').on(table.site, table.id),
    index('events_journey').on(table.journey, table.id),
  ],
);

/** The latest snapshot of each journey, so that a list needs no walk through the events. */
export const journeys = pgTable(
  'journeys',
  {
    id: text('id').$type<JourneyId>().primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    device: text('device')
      .$type<DeviceId>()
      .notNull()
      .references(() => devices.id),
    state: text('state').$type<Journey['state']>().notNull(),
    active: boolean('active').notNull(),
    person: text('person').$type<PersonId>(),
    meeting: text('meeting').$type<MeetingId>(),
    startedAt: edgeTime('started_at').notNull(),
    updatedAt: edgeTime('updated_at').notNull(),
    /** Until when it may be said to go on although nothing more was heard. */
    believedUntil: edgeTime('believed_until').notNull(),
    snapshot: jsonb('snapshot').$type<Journey>().notNull(),
  },
  (table) => [
    index('journeys_site_started').on(table.site, table.startedAt),
    index('journeys_person').on(table.person, table.startedAt),
    index('journeys_here').on(table.site, table.believedUntil),
  ],
);
