import type {
  DeploymentId,
  DeviceId,
  Digest,
  NanoserviceName,
  RunId,
  SiteId,
  SnapshotId,
  SnapshotManifest,
  SnapshotReason,
} from '@nanoedge/protocol';
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { edgeTime, instant } from './columns.ts';
import { sites } from './sites.ts';

/**
 * A snapshot whose file was stored, read back and checked. The bytes are a file named by the id.
 * Device, deployment and release are those of the manifest: of an uploaded snapshot they may be
 * unknown here.
 */
export const snapshots = pgTable(
  'snapshots',
  {
    id: text('id').$type<SnapshotId>().primaryKey(),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    device: text('device').$type<DeviceId>().notNull(),
    deployment: text('deployment').$type<DeploymentId>().notNull(),
    name: text('name').notNull(),
    nanoservice: text('nanoservice').$type<NanoserviceName>().notNull(),
    version: text('version').notNull(),
    imageId: text('image_id').$type<Digest>().notNull(),
    reason: text('reason').$type<SnapshotReason>().notNull(),
    run: text('run').$type<RunId>(),
    takenAt: edgeTime('taken_at').notNull(),
    storedAt: instant('stored_at').notNull(),
    /** Of the compressed file, and of the files in it. */
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    contentBytes: bigint('content_bytes', { mode: 'number' }).notNull(),
    files: integer('files').notNull(),
    digest: text('digest').$type<Digest>().notNull(),
    volumesDigest: text('volumes_digest').$type<Digest>().notNull(),
    manifest: jsonb('manifest').$type<SnapshotManifest>().notNull(),
  },
  (table) => [
    index('snapshots_site_stored').on(table.site, table.storedAt),
    index('snapshots_deployment').on(table.deployment),
  ],
);
