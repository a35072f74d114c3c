import { dayMs } from '@nanoedge/base';
import type { Digest } from '@nanoedge/protocol';
import { eq, lt } from 'drizzle-orm';
import { imageUploads, releases } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

/**
 * Forgets uploads of which no release was made within a day, and deletes the blobs that nothing
 * names any more.
 */
export const pruneImages = async (deps: Deps): Promise<void> => {
  const before = deps.now() - dayMs;
  await deps.db.delete(imageUploads).where(lt(imageUploads.createdAt, new Date(before)));
  const columns = { imageId: releases.imageId, layers: releases.layers };
  const named = new Set<Digest>();
  for (const { imageId, layers } of [
    ...(await deps.db.select(columns).from(releases).where(eq(releases.archived, true))),
    ...(await deps.db
      .select({ imageId: imageUploads.imageId, layers: imageUploads.layers })
      .from(imageUploads)),
  ]) {
    named.add(imageId);
    for (const { digest } of layers) named.add(digest);
  }
  const { removed, bytes } = await deps.images.prune(named, before);
  if (removed > 0) deps.log.info({ removed, bytes }, 'deleted image blobs that nothing names');
};
