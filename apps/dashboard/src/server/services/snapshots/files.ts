import { createReadStream, type ReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type SnapshotId, SnapshotId as SnapshotIdSchema } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { onDisk } from '../disk.ts';
import { type Aside, flush, settle, writeAside } from '../durable.ts';

/**
 * Snapshots as files under one folder, named by their ids. A folder that cannot be written to
 * refuses what is brought, in words (507), and takes it again as soon as somebody put it right.
 */
export interface SnapshotFiles {
  /** Writes aside and brings the bytes to the disk; `keep` or `discard` it afterwards. */
  receive: (source: AsyncIterable<Uint8Array>) => Promise<Aside>;
  keep: (file: Aside, id: SnapshotId) => Promise<void>;
  discard: (file: Aside) => Promise<void>;
  /** Null when there is no such file. */
  size: (id: SnapshotId) => Promise<number | null>;
  read: (id: SnapshotId) => ReadStream;
  readAside: (file: Aside) => ReadStream;
  remove: (id: SnapshotId) => Promise<void>;
  /** Every file that is there, with the time (epoch ms) at which it was written. */
  list: () => Promise<{ id: SnapshotId; at: number; bytes: number }[]>;
}

export const openSnapshotFiles = async (folder: string, log: Logger): Promise<SnapshotFiles> => {
  const incoming = path.join(folder, 'incoming');
  const suffix = '.tar.zst';
  const fileOf = (id: SnapshotId): string => path.join(folder, `${id}${suffix}`);
  const ours = <T>(work: () => Promise<T>): Promise<T> =>
    onDisk({ what: 'snapshots', folder, log }, work);
  const discard = (file: Aside): Promise<void> =>
    rm(file.file, { force: true }).catch(() => undefined);
  await rm(incoming, { recursive: true, force: true }).catch((error: unknown) =>
    log.warn({ err: error, folder }, 'cannot clean up'),
  );
  return {
    discard,
    receive: (source) =>
      ours(async () => {
        const file = await writeAside(incoming, source);
        try {
          await flush(file.file);
        } catch (error) {
          await discard(file);
          throw error;
        }
        return file;
      }),
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
        found.map(async (id) => ({ id, found: await stat(fileOf(id)).catch(() => null) })),
      );
      return files.flatMap(({ id, found: at }) =>
        at === null ? [] : [{ id, at: at.mtimeMs, bytes: at.size }],
      );
    },
  };
};
