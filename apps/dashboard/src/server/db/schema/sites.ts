import type { FloorPlan, RoomId, SiteId, TimeZone, ZoneId } from '@nanoedge/protocol';
import { doublePrecision, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, version } from './columns.ts';

/** What people call a site and its parts, and the zone that it goes by. */
export interface SiteSettings {
  name: string;
  /** Null: the zone of the installation. */
  timeZone: TimeZone | null;
  rooms: Record<RoomId, { name: string; greeting: 'name' | 'initials' }>;
  zones: Record<ZoneId, string>;
}

export const sites = pgTable('sites', {
  id: text('id').$type<SiteId>().primaryKey(),
  name: text('name').notNull(),
  /** The IANA name of the zone that its people live by; null: that of the installation. */
  timeZone: text('time_zone').$type<TimeZone>(),
  plan: jsonb('plan').$type<FloorPlan>().notNull(),
  /** Retention of snapshots: the newest of each deployment is kept in any case. */
  snapshotKeepCount: integer('snapshot_keep_count').notNull().default(10),
  snapshotKeepDays: integer('snapshot_keep_days').notNull().default(90),
  version: version(),
  /** What the bootstrap document said last: only what it says anew replaces what people set. */
  documented: jsonb('documented').$type<SiteSettings>(),
  /** The plan that it said last: only another one replaces what people have drawn. */
  documentedPlan: jsonb('documented_plan').$type<FloorPlan>(),
  /** How long a changed service must stay healthy after its first answer. */
  probationSeconds: doublePrecision('probation_seconds').notNull().default(5),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/**
 * What the secrets of a site's services are made of (64 hexadecimal digits, sealed for the row).
 * Those of `epoch` and of the two before it are valid; services call each other under the middle
 * one, so that devices may hear of a new epoch in any order.
 */
export const siteKeys = pgTable('site_keys', {
  site: text('site')
    .$type<SiteId>()
    .primaryKey()
    .references(() => sites.id),
  secret: text('secret').notNull(),
  epoch: integer('epoch').notNull().default(2),
  rotatedAt: instant('rotated_at').notNull().defaultNow(),
});

export const rooms = pgTable(
  'rooms',
  {
    id: text('id').$type<RoomId>().primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    name: text('name').notNull(),
    zone: text('zone').$type<ZoneId>().notNull(),
    /** How many people it seats; null: nobody has said. */
    capacity: integer('capacity'),
    /** What is in it, in words such as “projector”. */
    equipment: jsonb('equipment').$type<string[]>().notNull().default([]),
    /** What the room screen shows of somebody who arrives. */
    greeting: text('greeting').$type<'name' | 'initials'>().notNull().default('name'),
  },
  (table) => [index('rooms_site').on(table.site)],
);
