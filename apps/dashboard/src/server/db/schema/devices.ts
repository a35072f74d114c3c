import type {
  DesiredState,
  DeviceId,
  DriverName,
  LinkObjection,
  ReportedState,
  SiteId,
  ThingKind,
  ThingName,
  ZoneId,
} from '@nanoedge/protocol';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { sites } from './sites.ts';

/** How people call a device, and where it stands. */
export interface DevicePlace {
  name: string;
  zone: ZoneId;
}

/** What a device was told last, without the secrets of its services. */
export type StoredDesired = Omit<DesiredState, 'keys'>;

export const devices = pgTable(
  'devices',
  {
    id: text('id').$type<DeviceId>().primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    name: text('name').notNull(),
    zone: text('zone').$type<ZoneId>().notNull(),
    /** What the bootstrap document said last; null: it says nothing of this device. */
    documented: jsonb('documented').$type<DevicePlace>(),
    labels: jsonb('labels').$type<string[]>().notNull().default([]),
    /** SHA-256 of the one-time join key, hex; once used, it answers only the key that used it. */
    joinKeyHash: text('join_key_hash').unique(),
    joinKeyExpiresAt: instant('join_key_expires_at'),
    joinKeyUsedAt: instant('join_key_used_at'),
    /** SPKI DER, base64url, Ed25519. */
    publicKey: text('public_key'),
    enrolledAt: instant('enrolled_at'),
    /** When its key was taken from it; it has none until it enrols again. */
    revokedAt: instant('revoked_at'),
    /** When two agents were seen to use its key; null since it got another one. */
    duplicateSeenAt: instant('duplicate_seen_at'),
    /** Why it does not follow us, as it said at its last greeting. */
    objection: text('objection').$type<LinkObjection['reason']>(),
    /** When an admin made it start over with what we know. */
    startedOverAt: instant('started_over_at'),
    address: text('address'),
    displayUrl: text('display_url'),
    agentVersion: text('agent_version'),
    lastSeenAt: instant('last_seen_at'),
    /** When the link last went up or down. */
    linkChangedAt: instant('link_changed_at').notNull().defaultNow(),
    reported: jsonb('reported').$type<ReportedState>(),
    /** When that came, and when a report last said that the engine answers; of our clock. */
    heardAt: instant('heard_at'),
    engineSeenAt: instant('engine_seen_at'),
    /** All events up to this sequence are stored, without a gap. */
    ackedSeq: bigint('acked_seq', { mode: 'number' }).notNull().default(0),
    desiredRevision: integer('desired_revision').notNull().default(0),
    /**
     * SHA-256 of the desired document without its revisions; the revision grows only when this
     * changes.
     */
    desiredHash: text('desired_hash'),
    desired: jsonb('desired').$type<StoredDesired>(),
    /** The `keys` of the document as JSON, sealed for this row and its revision. */
    desiredKeys: text('desired_keys'),
    /** As the two above, for the roster inside the document. */
    rosterRevision: integer('roster_revision').notNull().default(0),
    rosterHash: text('roster_hash'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('devices_site').on(table.site)],
);

export const things = pgTable(
  'things',
  {
    device: text('device')
      .$type<DeviceId>()
      .notNull()
      .references(() => devices.id, { onDelete: 'cascade' }),
    name: text('name').$type<ThingName>().notNull(),
    kind: text('kind').$type<ThingKind>().notNull(),
    zone: text('zone').$type<ZoneId>().notNull(),
    driver: text('driver').$type<DriverName>().notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.device, table.name] })],
);
