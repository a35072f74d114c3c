import type { FloorPlan, RoomId, SiteId, ZoneId } from '@nanoedge/protocol';
import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

export const sites = pgTable('sites', {
  id: text('id').$type<SiteId>().primaryKey(),
  name: text('name').notNull(),
  plan: jsonb('plan').$type<FloorPlan>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
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
    /** What the room screen shows of somebody who arrives. */
    greeting: text('greeting').$type<'name' | 'initials'>().notNull().default('name'),
  },
  (table) => [index('rooms_site').on(table.site)],
);
