import { Bytes, parse, type SiteId } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { Usage } from '../storage-ports.ts';
import { measureDatabase } from './measure-database.ts';
import type { StorageView, StoredFilesView, WaitingView } from './view.ts';

const bytesOf = (value: number): Bytes => parse(Bytes, value, 'bytes');

const filesOf = (
  kind: StoredFilesView['kind'],
  { files, bytes }: Usage,
  limit = 0,
): StoredFilesView => ({
  kind,
  files,
  bytes: bytesOf(bytes),
  limit: limit === 0 ? null : bytesOf(limit),
});

const waiting = async ({ db }: Deps, site: SiteId): Promise<WaitingView[]> => {
  const rows = await db
    .select({
      device: devices.id,
      name: devices.name,
      reported: devices.reported,
      heardAt: devices.heardAt,
    })
    .from(devices)
    .where(eq(devices.site, site))
    .orderBy(asc(devices.name));
  return rows.map(({ device, name, reported, heardAt }) => {
    // A report that an older dashboard stored has none
    const outbox = reported?.outbox ?? null;
    return { device, name, outbox, at: outbox === null ? null : (heardAt?.getTime() ?? null) };
  });
};

/** What takes how much room here and on the devices of a site, and how long each kind is kept. */
export const getStorage = async (
  deps: Deps,
  actor: Actor,
  { site }: { site: SiteId },
): Promise<StorageView> => {
  demand(actor, 'storage.read', { site });
  const { disk, housekeeping, storeLimits, uploadLimits } = deps;
  const { content, images, snapshots, logs } = await disk.folders();
  const { freeBytes, totalBytes } = await disk.room();
  return {
    at: deps.now(),
    database: await measureDatabase(deps.db),
    files: [
      filesOf('images', images, storeLimits.imageBytes),
      filesOf('snapshots', snapshots, storeLimits.snapshotBytes),
      filesOf('content', content, uploadLimits.allBytes),
      filesOf('logs', logs),
    ],
    disk: { freeBytes: bytesOf(freeBytes), totalBytes: bytesOf(totalBytes) },
    devices: await waiting(deps, site),
    kept: housekeeping.kept,
    lastRound: housekeeping.last,
  };
};
