import { Bytes, parse } from '@nanoedge/protocol';
import type { releases } from '../../db/schema/index.ts';
import type { ReleaseView } from './view.ts';

const bytes = (value: number): Bytes => parse(Bytes, value, 'bytes');

export const releaseView = (row: typeof releases.$inferSelect): ReleaseView => ({
  id: row.id,
  nanoservice: row.nanoservice,
  version: row.version,
  image: row.image,
  imageId: row.imageId,
  bytes: bytes(row.bytes),
  createdAt: row.createdAt.getTime(),
  architecture: row.architecture,
  layers: row.layers.map((layer) => ({ digest: layer.digest, bytes: bytes(layer.bytes) })),
  archived: row.archived,
  pulled: row.pulled,
  spec: row.spec,
});
