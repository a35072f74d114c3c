import type {
  ContentItem,
  Digest,
  JourneyId,
  MeetingId,
  PersonId,
  RoomId,
  SiteId,
} from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { edgeTime, instant, version } from './columns.ts';
import { people } from './people.ts';
import { rooms, sites } from './sites.ts';

/**
 * That no two meetings overlap in a room is an exclusion constraint, `meetings_room_free`; see the
 * migrations.
 */
export const meetings = pgTable(
  'meetings',
  {
    id: text('id').$type<MeetingId>().primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    title: text('title').notNull(),
    organiser: text('organiser')
      .notNull()
      .references(() => user.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    removedAt: instant('removed_at'),
    version: version(),
  },
  (table) => [
    index('meetings_site_start').on(table.site, table.startsAt),
    check('meetings_end_after_start', sql`${table.endsAt} > ${table.startsAt}`),
  ],
);

export const meetingParticipants = pgTable(
  'meeting_participants',
  {
    meeting: text('meeting')
      .$type<MeetingId>()
      .notNull()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    person: text('person')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.meeting, table.person] }),
    index('meeting_participants_person').on(table.person),
  ],
);

/**
 * Who was in a meeting's room, from when to when; one row each time that somebody came. It outlives
 * the journey, which may go on to the next meeting or be forgotten, and nothing that a device says
 * of a meeting or a person that is gone stops its other events: no foreign keys.
 */
export const attendances = pgTable(
  'attendances',
  {
    meeting: text('meeting').$type<MeetingId>().notNull(),
    journey: text('journey').$type<JourneyId>().notNull(),
    person: text('person').$type<PersonId>().notNull(),
    cameAt: edgeTime('came_at').notNull(),
    /** Null while they are in the room, and for ever where nobody heard them leave. */
    leftAt: edgeTime('left_at'),
    /** The newest that was said of it. */
    saidAt: edgeTime('said_at').notNull(),
    /** Until when they may be said to be in the room although nothing more was heard. */
    believedUntil: edgeTime('believed_until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.meeting, table.journey] }),
    index('attendances_journey').on(table.journey),
    index('attendances_person').on(table.person, table.cameAt),
    index('attendances_came').on(table.cameAt),
  ],
);

/** What was uploaded; the bytes are files named by their digest. */
export const contents = pgTable('contents', {
  digest: text('digest').$type<Digest>().primaryKey(),
  kind: text('kind').$type<Exclude<ContentItem['kind'], 'link'>>().notNull(),
  mediaType: text('media_type').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  /** Since when no meeting has had it, as the last round of deleting found; null: one has. */
  unusedSince: instant('unused_since'),
});

/** Who uploaded which bytes; the same bytes may come from several people. */
export const contentUploads = pgTable(
  'content_uploads',
  {
    digest: text('digest')
      .$type<Digest>()
      .notNull()
      .references(() => contents.digest, { onDelete: 'cascade' }),
    user: text('user')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.digest, table.user] })],
);

export const meetingContents = pgTable(
  'meeting_contents',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    meeting: text('meeting')
      .$type<MeetingId>()
      .notNull()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    kind: text('kind').$type<ContentItem['kind']>().notNull(),
    name: text('name').notNull(),
    url: text('url'),
    digest: text('digest')
      .$type<Digest>()
      .references(() => contents.digest),
  },
  (table) => [
    index('meeting_contents_meeting').on(table.meeting, table.position),
    index('meeting_contents_digest').on(table.digest),
    check('meeting_contents_one_target', sql`(${table.url} is null) <> (${table.digest} is null)`),
  ],
);
