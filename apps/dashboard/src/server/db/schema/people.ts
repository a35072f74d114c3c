import type { Colour, IdentityKey, MeetingId, PersonId, SiteId } from '@nanoedge/protocol';
import { index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, version } from './columns.ts';
import { sites } from './sites.ts';

export const people = pgTable(
  'people',
  {
    id: text('id').$type<PersonId>().primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    name: text('name').notNull(),
    initials: text('initials').notNull(),
    colour: text('colour').$type<Colour>().notNull(),
    version: version(),
    /** Deleted then; what it takes to bring them back is in `removal`, until they are forgotten. */
    removedAt: instant('removed_at'),
    removal: jsonb('removal').$type<{
      by: string;
      keys: { key: IdentityKey; label: string | null }[];
      /** Meetings that they organised, and the user who organises them instead. */
      meetings: { id: MeetingId; organiser: string }[];
      takenBy: string;
    }>(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('people_site').on(table.site)],
);

export const identityKeys = pgTable(
  'identity_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    person: text('person')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    key: text('key').$type<IdentityKey>().notNull(),
    label: text('label'),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (table) => [
    unique('identity_keys_key').on(table.site, table.key),
    index('identity_keys_person').on(table.person),
  ],
);

/** People of whom nothing but a pseudonym is left; `mark` tells them from others without an id. */
export const forgottenPeople = pgTable('forgotten_people', {
  mark: text('mark').primaryKey(),
  at: instant('at').notNull().defaultNow(),
});
