import { readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, Digest as DigestSchema, parse } from '@nanoedge/protocol';

const namePattern = /^[0-9a-f]{64}$/;

// A folder that is not there holds nothing
const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Where the bytes of a digest are, below the folder of their kind. */
export const blobFile = (folder: string, digest: Digest): string =>
  path.join(folder, digest.slice(7, 9), digest.slice(7));

/** Whether the blob is there; if so, it is as new as now, and no round of deleting takes it soon. */
export const touchBlob = (file: string): Promise<boolean> =>
  utimes(file, new Date(), new Date()).then(
    () => true,
    // It is not there, or nothing can be done with it: either way it is written anew
    () => false,
  );

/**
 * Deletes what `named` does not name, unless it was kept after `before` (epoch ms): its row may
 * still be on its way.
 */
export const pruneBlobs = async (
  folder: string,
  named: ReadonlySet<Digest>,
  before: number,
): Promise<{ removed: number; bytes: number }> => {
  const done = { removed: 0, bytes: 0 };
  for (const part of (await list(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of (await list(path.join(folder, part))).filter((one) =>
      namePattern.test(one),
    )) {
      const digest = parse(DigestSchema, `sha256:${name}`, 'digest');
      if (named.has(digest)) continue;
      const file = blobFile(folder, digest);
      // What is gone already need not go
      const found = await stat(file).catch(() => null);
      if (found === null || found.mtimeMs > before) continue;
      await rm(file, { force: true });
      done.removed += 1;
      done.bytes += found.size;
    }
  }
  return done;
};
