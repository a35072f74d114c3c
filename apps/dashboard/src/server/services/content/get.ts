import type { ReadStream } from 'node:fs';
import type { Digest } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { contents } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { mayReadContent } from './may-read.ts';

/**
 * The bytes of an uploaded file, for somebody who may see them; for all others there is no such
 * file.
 */
export const getContent = async (
  deps: Deps,
  actor: Actor,
  digest: Digest,
): Promise<{ mediaType: string; bytes: number; stream: () => ReadStream }> => {
  const [row] = await deps.db.select().from(contents).where(eq(contents.digest, digest)).limit(1);
  if (
    row === undefined ||
    !(await mayReadContent(deps.db, actor, digest)) ||
    !(await deps.blobs.has(digest))
  ) {
    throw new NotFound('content', digest);
  }
  return { mediaType: row.mediaType, bytes: row.bytes, stream: () => deps.blobs.read(digest) };
};
