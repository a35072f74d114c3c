import { storageWords } from '@nanoedge/words';
import type { Deps } from '../deps.ts';

/** Says in the log which bound of files is nearly reached, before something is refused for it. */
export const warnOfBounds = async ({
  disk,
  log,
  storeLimits,
  uploadLimits,
}: Pick<Deps, 'disk' | 'log' | 'storeLimits' | 'uploadLimits'>): Promise<void> => {
  const { images, snapshots, content } = await disk.folders();
  const bounds = [
    { kind: 'images', bytes: images.bytes, limit: storeLimits.imageBytes },
    { kind: 'snapshots', bytes: snapshots.bytes, limit: storeLimits.snapshotBytes },
    { kind: 'content', bytes: content.bytes, limit: uploadLimits.allBytes },
  ];
  for (const one of bounds)
    if (one.limit > 0 && one.bytes >= one.limit * storageWords.fillingFrom)
      log.warn(one, 'a bound of what is stored here is nearly reached');
};
