import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Aside, ImageStore } from '../services/storage-ports.ts';
import { blobFile, pruneBlobs, touchBlob } from './blob-folder.ts';
import { onDisk } from './disk.ts';
import { flush, settle, writeAside } from './durable.ts';

/**
 * Configs and uncompressed layers of images by their digests, as files under one folder. A file
 * that is there is whole.
 */
export const openImages = async (folder: string, log: Logger): Promise<ImageStore> => {
  const incoming = path.join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const fileOf = (digest: Digest): string => blobFile(folder, digest);
  const size = (digest: Digest): Promise<number | null> =>
    stat(fileOf(digest)).then(
      (found) => found.size,
      () => null,
    );
  const ours = <T>(work: () => Promise<T>): Promise<T> =>
    onDisk({ what: 'images', folder, log }, work);
  const keep = async (file: Aside): Promise<void> => {
    const target = fileOf(file.digest);
    if (await touchBlob(target)) return;
    await flush(file.file);
    await settle(file.file, target);
  };
  const reuse = async (digest: Digest): Promise<Aside | null> => {
    const file = fileOf(digest);
    const bytes = (await touchBlob(file)) ? await size(digest) : null;
    return bytes === null ? null : { file, digest, bytes };
  };
  return {
    size,
    read: (digest, range) =>
      createReadStream(fileOf(digest), { highWaterMark: 256 * 1024, ...range }),
    importFolder: () => {
      const own = path.join(incoming, randomBytes(8).toString('hex'));
      return {
        write: (source) => ours(() => writeAside(own, source)),
        reuse: (digest) => ours(() => reuse(digest)),
        keep: (file) => ours(() => keep(file)),
        close: () => rm(own, { recursive: true, force: true }),
      };
    },
    prune: (named, before) => pruneBlobs(folder, named, before),
  };
};
