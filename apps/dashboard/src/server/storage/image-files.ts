import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, Digest as DigestSchema, parse } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Aside, ImageStore } from '../services/storage-ports.ts';
import { onDisk } from './disk.ts';
import { flush, settle, writeAside } from './durable.ts';

const namePattern = /^[0-9a-f]{64}$/;
const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/**
 * Configs and uncompressed layers of images by their digests, as files under one folder. A file
 * that is there is whole.
 */
export const openImages = async (folder: string, log: Logger): Promise<ImageStore> => {
  const incoming = path.join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const fileOf = (digest: Digest): string => path.join(folder, digest.slice(7, 9), digest.slice(7));
  const size = (digest: Digest): Promise<number | null> =>
    stat(fileOf(digest)).then(
      (found) => found.size,
      () => null,
    );
  const ours = <T>(work: () => Promise<T>): Promise<T> =>
    onDisk({ what: 'images', folder, log }, work);
  const keep = async (file: Aside): Promise<void> => {
    const target = fileOf(file.digest);
    const touched = await utimes(target, new Date(), new Date()).then(
      () => true,
      () => false,
    );
    if (touched) return;
    await flush(file.file);
    await settle(file.file, target);
  };
  return {
    size,
    read: (digest, range) =>
      createReadStream(fileOf(digest), { highWaterMark: 256 * 1024, ...range }),
    importFolder: () => {
      const own = path.join(incoming, randomBytes(8).toString('hex'));
      return {
        write: (source) => ours(() => writeAside(own, source)),
        keep: (file) => ours(() => keep(file)),
        close: () => rm(own, { recursive: true, force: true }),
      };
    },
    prune: async (named, before) => {
      const done = { removed: 0, bytes: 0 };
      for (const part of (await list(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        for (const name of (await list(path.join(folder, part))).filter((one) =>
          namePattern.test(one),
        )) {
          const digest = parse(DigestSchema, `sha256:${name}`, 'digest');
          // What is gone already need not go
          const found = await stat(fileOf(digest)).catch(() => null);
          if (named.has(digest) || found === null || found.mtimeMs > before) continue;
          await rm(fileOf(digest), { force: true });
          done.removed += 1;
          done.bytes += found.size;
        }
      }
      return done;
    },
  };
};
