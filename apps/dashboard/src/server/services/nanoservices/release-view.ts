import { Bytes, parse } from '@nanoedge/protocol';
import type { releases } from '../../db/schema/index.ts';
import { isAsSigned, type Signing } from '../signing/manifest.ts';
import type { ReleaseView } from './view.ts';

const bytes = (value: number): Bytes => parse(Bytes, value, 'bytes');

export const releaseView = (
  row: typeof releases.$inferSelect,
  signing: Pick<Signing, 'identity'>,
): ReleaseView => ({
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
  setuid: row.setuid,
  signed: isAsSigned(row, signing),
  spec: row.spec,
});
