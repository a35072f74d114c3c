import type { DeploymentId, DeviceId, Digest, NanoserviceName, VolumeSpec } from '@nanoedge/protocol';
import { bigint, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { devices } from './devices.ts';

export const nanoservices = pgTable('nanoservices', {
  name: text('name').$type<NanoserviceName>().primaryKey(),
  description: text('description').notNull(),
});

export const releases = pgTable(
  'releases',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    nanoservice: text('nanoservice')
      .$type<NanoserviceName>()
      .notNull()
      .references(() => nanoservices.name),
    version: text('version').notNull(),
    image: text('image').notNull(),
    imageId: text('image_id').$type<Digest>().notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [unique('releases_image').on(table.nanoservice, table.imageId)],
);

export const deployments = pgTable(
  'deployments',
  {
    id: text('id').$type<DeploymentId>().primaryKey(),
    device: text('device')
      .$type<DeviceId>()
      .notNull()
      .references(() => devices.id),
    name: text('name').notNull(),
    nanoservice: text('nanoservice')
      .$type<NanoserviceName>()
      .notNull()
      .references(() => nanoservices.name),
    release: uuid('release')
      .notNull()
      .references(() => releases.id),
    config: jsonb('config').$type<Record<string, unknown>>().notNull(),
    /** Names of the deployments of the site that this one calls. */
    peers: jsonb('peers').$type<string[]>().notNull().default([]),
    port: integer('port'),
    memoryBytes: bigint('memory_bytes', { mode: 'number' }).notNull(),
    pids: integer('pids').notNull(),
    volumes: jsonb('volumes').$type<VolumeSpec[]>().notNull().default([]),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [unique('deployments_name').on(table.device, table.name), unique('deployments_port').on(table.device, table.port)],
);
