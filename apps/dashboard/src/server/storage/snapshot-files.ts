import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type SnapshotId, SnapshotId as SnapshotIdSchema } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { SnapshotFiles } from '../services/storage-ports.ts';
import { onDisk } from './disk.ts';
import { discardAside, settle, writeAsideDurably } from './durable.ts';

/**
 * Snapshots as files under one folder, named by their ids. A folder that cannot be written to
 * refuses what is brought, in words (507), and takes it again as soon as somebody put it right.
 */
export const openSnapshotFiles = async (folder: string, log: Logger): Promise<SnapshotFiles> => {
  const incoming = path.join(folder, 'incoming');
  const suffix = '.tar.zst';
  const fileOf = (id: SnapshotId): string => path.join(folder, `${id}${suffix}`);
  const ours = <T>(work: () => Promise<T>): Promise<T> =>
    onDisk({ what: 'snapshots', folder, log }, work);
  await rm(incoming, { recursive: true, force: true }).catch((error: unknown) =>
    log.warn({ err: error, folder }, 'cannot clean up'),
  );
  return {
    discard: discardAside,
    receive: (source) => ours(() => writeAsideDurably(incoming, source)),
    keep: (file, id) => ours(() => settle(file.file, fileOf(id))),
    size: (id) =>
      stat(fileOf(id)).then(
        (found) => (found.isFile() ? found.size : null),
        () => null,
      ),
    read: (id) => createReadStream(fileOf(id), { highWaterMark: 256 * 1024 }),
    readAside: (file) => createReadStream(file.file, { highWaterMark: 256 * 1024 }),
    remove: (id) => ours(() => rm(fileOf(id), { force: true })),
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const found = names.flatMap((name) => {
        const id = SnapshotIdSchema.safeParse(
          name.endsWith(suffix) ? name.slice(0, -suffix.length) : '',
        );
        return id.success ? [id.data] : [];
      });
      const files = await Promise.all(
        found.map(async (id) => {
          // One that somebody took away meanwhile is not among them
          return { id, found: await stat(fileOf(id)).catch(() => null) };
        }),
      );
      return files.flatMap(({ id, found: at }) =>
        at === null ? [] : [{ id, at: at.mtimeMs, bytes: at.size }],
      );
    },
  };
};
