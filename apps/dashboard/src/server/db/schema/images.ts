import type { Digest } from '@nanoedge/protocol';
import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * An image archive that somebody uploaded, to be made a release of; its blobs are in the image
 * store.
 */
export const imageUploads = pgTable('image_uploads', {
  id: text('id').primaryKey(),
  imageId: text('image_id').$type<Digest>().notNull(),
  reference: text('reference'),
  architecture: text('architecture').notNull(),
  configBytes: bigint('config_bytes', { mode: 'number' }).notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  layers: jsonb('layers').$type<{ digest: Digest; bytes: number }[]>().notNull(),
  createdAt: instant('created_at').notNull(),
  by: text('by').notNull(),
});
